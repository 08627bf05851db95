//! `/proceedings/kinds`: what each kind declares of itself.

use domain::code::{Code, Permission, ProceedingKind, ProceedingStatus};
use domain::proceedings::{ActCode, By, Declaration, Move, To, diagram, permissions};
use domain::rulebook;
use domain::text::Language;
use serde::Serialize;
use utoipa::ToSchema;

use super::views::KindStatus;
use crate::wire::label;

/// The declaration of a kind.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingKindItem {
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    kind: ProceedingKind,
    /// Where its proceedings are.
    #[schema(example = "/api/v1/leaves")]
    href: String,
    title: &'static str,
    /// The rule that governs it, by its id.
    rule: &'static str,
    /// The article.
    basis: &'static str,
    /// Whether it is about a person who need not be under supervision.
    is_about_a_person: bool,
    /// The permission to read it, beside that to read proceedings.
    #[serde(skip_serializing_if = "Option::is_none")]
    reader: Option<Permission>,
    /// Where it begins.
    initial: ProceedingStatus,
    statuses: Vec<KindStatus>,
    moves: Vec<KindMove>,
    /// The same as a Mermaid state diagram.
    diagram: String,
}

/// A declared move.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KindMove {
    action: ActCode,
    label: String,
    /// The sub-collection to which it is posted.
    path: String,
    from: Vec<ProceedingStatus>,
    /// Where it can lead; where it says an outcome: approved, refused, sent back. Empty when it stays where it is.
    to: Vec<ProceedingStatus>,
    by: Mover,
    /// The permissions of which one at least is needed.
    permissions: Vec<Permission>,
}

/// Who makes a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Mover {
    /// Those who carry the matter: the office, or its bureau.
    Carrier,
    /// The head of the office that carries it.
    OfficeHead,
    /// Reviewers of the agencies from the county upwards, in turn, up to the level that decides.
    Reviewer,
    /// The level that the law demands; or the bureau, from that level's paper.
    Approver,
    /// The bureau.
    Bureau,
}

impl From<By> for Mover {
    fn from(by: By) -> Self {
        match by {
            By::Carrier => Self::Carrier,
            By::Office => Self::OfficeHead,
            By::Reviewer => Self::Reviewer,
            By::Approver => Self::Approver,
            By::Bureau => Self::Bureau,
        }
    }
}

impl KindMove {
    fn new(kind: ProceedingKind, declared: &Move, language: Language) -> Self {
        Self {
            action: declared.act,
            label: label(declared.act, language),
            path: declared.act.path(),
            from: declared.from.to_vec(),
            to: match declared.to {
                To::Outcome { approved, refused, sent_back } => vec![approved, refused, sent_back],
                To::Climb { approved, passed, refused, sent_back } => vec![approved, passed, refused, sent_back],
                To::Status(_) | To::Same | To::WhenTold(..) | To::WhenAllAreTold(_) => declared.to.statuses(),
            },
            by: declared.by.into(),
            permissions: permissions(kind, declared.act),
        }
    }
}

impl ProceedingKindItem {
    fn new(declaration: &'static Declaration, language: Language) -> Self {
        let kind = declaration.kind;
        Self {
            kind,
            href: format!("/api/v1/{}", declaration.path),
            title: declaration.title.get(language),
            rule: declaration.rule,
            basis: rulebook::rule(declaration.rule).map_or("", |rule| rule.basis.get(language)),
            is_about_a_person: kind.is_about_a_person(),
            reader: declaration.reader,
            initial: declaration.initial,
            statuses: declaration.statuses().into_iter().map(|status| KindStatus::new(status, language)).collect(),
            moves: declaration.moves().map(|declared| KindMove::new(kind, declared, language)).collect(),
            diagram: diagram(declaration),
        }
    }

    /// Every kind, in the order of the list.
    pub(super) fn all(language: Language) -> Vec<Self> {
        ProceedingKind::ALL.iter().map(|kind| Self::new(kind.declaration(), language)).collect()
    }
}
