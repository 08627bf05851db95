//! The state diagram of a kind, drawn from its declaration.

use std::fmt::Write;

use super::{Declaration, To};
use crate::code::{Code, DutyBearer, ProceedingStatus};

/// The declaration as a Mermaid state diagram, with Chinese labels.
#[must_use]
pub fn diagram(declaration: &Declaration) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    for status in declaration.statuses() {
        line(&mut out, format_args!("    {} : {}\n", status.code(), status.label().0));
    }
    line(&mut out, format_args!("    [*] --> {}\n", declaration.initial.code()));
    for declared in declaration.moves() {
        let label = declared.act.label().0;
        for from in declared.from {
            for (to, mark) in targets(declared.to, *from) {
                line(&mut out, format_args!("    {} --> {} : {label}{mark}\n", from.code(), to.code()));
            }
        }
    }
    out
}

fn targets(to: To, from: ProceedingStatus) -> Vec<(ProceedingStatus, &'static str)> {
    match to {
        To::Status(status) => vec![(status, "")],
        To::Outcome { approved, refused, sent_back } if approved == refused && refused == sent_back => {
            vec![(approved, "")]
        }
        To::Outcome { approved, refused, sent_back } if approved == refused => {
            vec![(approved, ""), (sent_back, "（退回）")]
        }
        To::Outcome { approved, refused, sent_back } => {
            vec![(approved, "（同意）"), (refused, "（不同意）"), (sent_back, "（退回）")]
        }
        To::Climb { approved, passed, refused, sent_back } => {
            vec![
                (passed, "（同意，报上一级）"),
                (approved, "（同意）"),
                (refused, "（不同意）"),
                (sent_back, "（退回）"),
            ]
        }
        To::Same => vec![(from, "")],
        To::WhenTold(recipient, status) => {
            vec![(status, if recipient == DutyBearer::Court { "（人民法院）" } else { "（决定机关）" })]
        }
        To::WhenAllAreTold(status) => vec![(from, ""), (status, "（全部送达）")],
    }
}

/// Writing to a string cannot fail.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _written = out.write_fmt(text);
}
