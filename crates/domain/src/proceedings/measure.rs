//! What admonition and warning have in common: both rest on a decided inquiry (IM 40), are decided by the county, delivered to the
//! person, copied to the procuratorate (IM 34, 35), and can be objected to once before the agency (IM 32). A minor's guardian is
//! notified, and nothing of it is public (IM 55).

use super::{
    Act, ActCode, Assessment, By, Content, Fault, Matter, Move, NoticeDuty, Proceeding, To, Warning,
    breach_inquiry::{Concluded, concluded},
    moves::{APPROVAL, TELLING},
};
use crate::{
    code::{
        Category, Code, DecisionOutcome, DutyBearer, Level, MeasureCode,
        ProceedingStatus::{Approved, Closed, InProgress, Refused, Withdrawn},
    },
    ids::ProceedingId,
    refusal::{Fact, Refusal},
    text::Text,
};

/// The way to the decision; then it is told, which closes it; an objection opens it again until it is answered and that is told.
pub(super) const MOVES: &[&[Move]] = &[
    APPROVAL,
    TELLING,
    &[
        Move::new(ActCode::Objections, &[Approved, Closed], To::Status(InProgress), By::Carrier),
        Move::new(ActCode::Answers, &[InProgress], To::Status(Approved), By::Approver),
    ],
];

/// The inquiry on which a measure rests, where that calls for it and no other measure rests on it.
pub(super) fn ground<'a>(
    matter: &Matter<'a>,
    inquiry_id: ProceedingId,
    code: MeasureCode,
    rule: &'static str,
) -> Result<Concluded<'a>, Box<Refusal>> {
    matter.while_supervised(rule)?;
    let concluded = concluded(matter, inquiry_id)?;
    if concluded.measure.is_none() || concluded.called.measure(code).is_none() {
        return Err(Box::new(not_called_for(&concluded, code)));
    }
    let other = matter
        .others()
        .find(|other| inquiry_of(&other.content) == Some(inquiry_id) && !matches!(other.status(), Refused | Withdrawn));
    other.map_or(Ok(concluded), |other| {
        Err(Box::new(Refusal::under(
            rule,
            vec![Fact::new("measure", other.number.clone())],
            Text::new(
                format!("该违规已由{}处理，同一违规不重复给予训诫、警告", other.number),
                format!(
                    "{} answers this breach already: one breach is not admonished or warned of twice",
                    other.number
                ),
            ),
        )))
    })
}

/// The inquiry on which an admonition or a warning rests.
pub(super) fn inquiry_of(content: &Content) -> Option<ProceedingId> {
    if let Content::Admonition(content) = content {
        Some(content.inquiry_id)
    } else if let Content::Warning(content) = content {
        Some(content.inquiry_id)
    } else {
        None
    }
}

fn not_called_for(concluded: &Concluded<'_>, code: MeasureCode) -> Refusal {
    let called: Vec<_> = concluded.called.measures.iter().map(|measure| measure.code).collect();
    let decided = concluded.measure.map_or("none", Code::code);
    let facts = vec![
        Fact::new("measure", code.code()),
        Fact::new("decided", decided),
        Fact::new("called_for", called.iter().map(|code| code.code()).collect::<Vec<_>>().join(",")),
    ];
    if concluded.measure.is_none() {
        return Refusal::under(
            "IM-40",
            facts,
            Text::new("调查决定不予处分", "the inquiry was decided without a measure"),
        );
    }
    let (zh, en): (Vec<_>, Vec<_>) = called.iter().map(|code| code.label()).unzip();
    Refusal::under(
        "IM-40",
        facts,
        Text::new(
            format!("调查查明的事实应为：{}", zh.join("、")),
            format!("what the inquiry found calls for: {}", en.join("; ")),
        ),
    )
}

/// What the law computes: the measure of the inquiry, the record, and what the next breach would lead to.
pub(super) fn assess(
    matter: &Matter<'_>,
    inquiry_id: ProceedingId,
    code: MeasureCode,
    rule: &'static str,
) -> Assessment {
    let assessment = Assessment::by(Level::County, rule, matter.today());
    let (Ok(concluded), Some(case)) = (concluded(matter, inquiry_id), matter.case) else { return assessment };
    let on = concluded.content.breached_on;
    let earlier = concluded.called.earlier;
    let mut warnings = Vec::new();
    if code == MeasureCode::Admonition && earlier.admonitions > 0 {
        warnings.push(Warning::under(
            "IM-35-5",
            Text::new(
                "这是第二次以上训诫：仍不改正的，应当给予警告",
                "not the first admonition: a further breach calls for a warning",
            ),
            on,
        ));
    }
    if code == MeasureCode::Warning && earlier.warnings > 0 {
        let rule = match case.order.category {
            Category::PublicSurveillance => "PSAPL-72-4",
            Category::Probation => "IM-46-4",
            Category::Parole => "IM-47-2",
            Category::TemporaryOutsidePrison => "IM-49-4",
        };
        warnings.push(Warning::under(
            rule,
            Text::new(
                "这是第二次以上警告：仍不改正的，为提请撤销、收监执行或者治安管理处罚的情形",
                "not the first warning: a further breach is a ground for revocation, committal or the police",
            ),
            on,
        ));
    }
    if case.order.category == Category::Parole {
        warnings.push(Warning::under(
            "IM-47-3",
            Text::new(
                "假释罪犯尚未构成新的犯罪的违规，即为提请撤销假释的情形",
                "any breach of a parolee is a ground for proposing revocation",
            ),
            on,
        ));
    }
    if matter.is_minor() {
        warnings.push(Warning::under(
            "MN-2",
            Text::new(
                "未成年人：不公开，并通知监护人到场",
                "a minor: nothing public, and the guardian is notified to attend",
            ),
            on,
        ));
    }
    Assessment {
        basis: concluded.called.measure(code).map_or(assessment.basis, |measure| vec![measure.basis.clone()]),
        explanation: concluded.called.explanation,
        warnings,
        days: concluded.called.days,
        facts: earlier.facts(),
        measures: concluded.called.measures,
        ..Assessment::by(Level::County, rule, on)
    }
}

/// One objection is dealt with by the agency; who still disagrees goes to the procuratorate (IM 32).
pub(super) fn guard(act: ActCode, proceeding: &Proceeding) -> Result<(), Box<Refusal>> {
    match proceeding.last(ActCode::Answers).filter(|_| act == ActCode::Objections) {
        None => Ok(()),
        Some(answer) => Err(Box::new(Refusal::under(
            "IM-32",
            vec![Fact::new("answered_on", answer.acted_on.to_string())],
            Text::new(
                "异议已经答复；仍有异议的，可以向人民检察院提出",
                "the objection was answered: one who still disagrees may turn to the procuratorate",
            ),
        ))),
    }
}

/// An answer follows the objection or does not, and says why.
pub(super) fn act_faults(act: &Act) -> Vec<Fault> {
    let Act::Answers(body) = act else { return Vec::new() };
    let mut faults = Vec::new();
    if body.outcome == DecisionOutcome::SentBack {
        faults.push(Fault::new(
            "/outcome",
            "not_for_this_act",
            Text::new("答复须为同意或者不同意", "an answer is approved or refused"),
        ));
    }
    if body.opinion.is_none() {
        faults.push(Fault::new(
            "/opinion",
            "required",
            Text::new("须说明答复的理由", "the reasons of the answer are needed"),
        ));
    }
    faults
}

/// The person and the procuratorate are told, and a minor's guardian; of an answer the person, and the procuratorate where the measure
/// fell.
pub(super) fn notice_duties(matter: &Matter<'_>, rule: &'static str) -> Vec<NoticeDuty> {
    let Some(since) = matter.proceeding.approved_on() else { return Vec::new() };
    let duty = |recipient, rule, since| NoticeDuty { recipient, rule, since };
    let mut duties = vec![duty(DutyBearer::Supervisee, rule, since), duty(DutyBearer::Procuratorate, rule, since)];
    if matter.is_minor() {
        duties.push(duty(DutyBearer::Guardian, "MN-2", since));
    }
    if let Some(answer) = matter.proceeding.last(ActCode::Answers) {
        duties.push(duty(DutyBearer::Supervisee, "IM-32", answer.acted_on));
        if answer.act.outcome() == Some(DecisionOutcome::Approved) {
            duties.push(duty(DutyBearer::Procuratorate, "IM-32", answer.acted_on));
        }
    }
    duties
}
