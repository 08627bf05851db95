//! The clocks of release (rulebook §10): RL-1, RL-2.

use super::Clock;
use crate::{calendar::Calendar, case_file::CaseFile, text::Text};

/// The rule of the release certificate.
pub(super) const CERTIFICATE: &str = "RL-2";

pub(super) fn clocks(case: &CaseFile, calendar: &Calendar) -> Vec<Clock> {
    [summary(case, calendar), certificate(case, calendar)].into_iter().flatten().collect()
}

/// **RL-1** (IM 53): the personal summary, generally 30 days before supervision ends; met when it came in.
fn summary(case: &CaseFile, calendar: &Calendar) -> Option<Clock> {
    Some(Clock::start("RL-1", case.order.supervision_ends_on?, calendar)?.met(case.order.summary_received_on))
}

/// **RL-2** (CCL 44, IM 53): the release certificate on the last day itself; met when it was issued. For a case that had ended when
/// it was carried over from an old register, without a date of issue, the certificate is in the old paper file.
///
/// **RL-5** (IM 53): of temporary execution that a prison administration or the police approved, the prison or detention centre handles
/// the release: the certificate is not owed here, and the clock says so.
fn certificate(case: &CaseFile, calendar: &Calendar) -> Option<Clock> {
    let ends_on = case.order.supervision_ends_on?;
    let clock = Clock::start(CERTIFICATE, ends_on, calendar)?.met(case.order.release_certificate_issued_on);
    if case.order.is_released_by_prison() {
        return Some(clock.cancelled(Text::new(
            "由监狱、看守所办理刑满释放，本机构不发解除证明书（RL-5）",
            "the prison or detention centre handles release: no certificate of this agency (RL-5)",
        )));
    }
    match case.order.carried_over_on {
        Some(carried_over_on) if clock.met_on.is_none() && ends_on < carried_over_on => Some(clock.cancelled(Text::new(
            format!("本案于{carried_over_on}由原名册转入，当时矫正已经期满：解除证明书见原纸质档案"),
            format!("carried over from the old register on {carried_over_on}, after supervision had ended: the certificate is in the old paper file"),
        ))),
        _ => Some(clock),
    }
}
