//! The moves of a transfer: those of both directions, of one out, of one in.

use crate::{
    code::{
        ProceedingKind,
        ProceedingStatus::{
            Answered, Approved, Closed, Draft, Endorsed, Enquired, HandedOver, Refused, Reviewed, Submitted, Withdrawn,
        },
    },
    proceedings::{ActCode, By, Declaration, Move, To},
    rulebook::Label,
};

const BOTH: &[Move] = &[
    Move::new(ActCode::Submissions, &[Draft], To::Status(Submitted), By::Carrier),
    Move::new(
        ActCode::Endorsements,
        &[Submitted],
        To::Outcome { approved: Endorsed, refused: Endorsed, sent_back: Draft },
        By::Office,
    ),
    Move::new(ActCode::Withdrawals, &[Draft, Submitted, Endorsed], To::Status(Withdrawn), By::Carrier),
    Move::new(ActCode::Deliveries, &[Refused], To::WhenAllAreTold(Closed), By::Carrier),
    Move::new(ActCode::Deliveries, &[Approved, HandedOver], To::Same, By::Carrier),
    Move::new(ActCode::Arrivals, &[Approved, HandedOver], To::Same, By::Carrier),
    Move::new(ActCode::Closures, &[HandedOver], To::Status(Closed), By::Carrier),
];

const OUT: &[Move] = &[
    Move::new(ActCode::Enquiries, &[Submitted, Endorsed], To::Status(Enquired), By::Bureau),
    Move::new(ActCode::Results, &[Enquired, Answered], To::Status(Answered), By::Bureau),
    Move::new(ActCode::Reviews, &[Answered], To::Same, By::Reviewer),
    Move::new(
        ActCode::Decisions,
        &[Answered],
        To::Outcome { approved: Approved, refused: Refused, sent_back: Draft },
        By::Approver,
    ),
    Move::new(ActCode::Withdrawals, &[Enquired, Answered], To::Status(Withdrawn), By::Carrier),
    Move::new(ActCode::Handovers, &[Approved], To::Status(HandedOver), By::Bureau),
    Move::new(ActCode::Receptions, &[HandedOver], To::Same, By::Bureau),
];

const IN: &[Move] = &[
    Move::new(ActCode::Entries, &[Draft, Submitted], To::Same, By::Carrier),
    Move::new(
        ActCode::Reviews,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: Draft },
        By::Reviewer,
    ),
    Move::new(
        ActCode::Decisions,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Approved, refused: Refused, sent_back: Draft },
        By::Approver,
    ),
    Move::new(ActCode::Withdrawals, &[Reviewed, Approved], To::Status(Withdrawn), By::Carrier),
    Move::new(ActCode::Receptions, &[Approved], To::Status(HandedOver), By::Bureau),
];

/// Both directions; each proceeding has the moves of its own.
pub const DECLARATION: Declaration = declaration(&[BOTH, OUT, IN]);
pub(super) const DECLARATION_OUT: Declaration = declaration(&[BOTH, OUT]);
pub(super) const DECLARATION_IN: Declaration = declaration(&[BOTH, IN]);

const fn declaration(moves: &'static [&'static [Move]]) -> Declaration {
    Declaration {
        kind: ProceedingKind::Transfer,
        path: "transfers",
        title: Label::new("执行地变更", "change of the place of execution"),
        rule: "IM-30",
        initial: Draft,
        reader: None,
        moves,
    }
}
