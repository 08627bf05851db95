//! The grounds, one by one, in the words and the order of IM 46, 47 and 49.

use super::{OutsidePrison, RevocationQuestion};
use crate::{
    code::Outcome,
    judgement::{Ground, fact},
    period::months_after,
    refusal::Fact,
    text::Text,
    time::Date,
};

/// How many breaches of a prohibition order are serious by their number (PO11 12).
const SERIOUS_BREACHES: u32 = 3;

/// How many warnings make "twice".
const TWICE: u32 = 2;

/// **IM 46** (CL 77, INT21 543): the five grounds for revoking probation.
pub(super) fn probation(question: &RevocationQuestion) -> Vec<Ground> {
    vec![
        prohibition(question),
        long_absence(question, "IM-46-2"),
        police_punished(question, "IM-46-3"),
        warned_twice(question, "IM-46-4"),
        other_serious(question, "IM-46-5"),
    ]
}

/// **IM 47** (CL 86, INT21 543): the three grounds for revoking parole. Another breach need not be serious.
pub(super) fn parole(question: &RevocationQuestion) -> Vec<Ground> {
    vec![
        long_absence(question, "IM-47-1"),
        warned_twice(question, "IM-47-2"),
        ground(
            question,
            "IM-47-3",
            Text::new(
                "其他违反法律、行政法规和监督管理规定，尚未构成新的犯罪",
                "another breach of law or of the rules of supervision, not yet a new crime",
            ),
            Outcome::of(question.other_breach),
            vec![fact("other_breach", question.other_breach)],
        ),
    ]
}

/// **IM 49** (CPL 268, INT21 516): the eight grounds for committal to prison.
pub(super) fn committal(question: &RevocationQuestion) -> Vec<Ground> {
    let outside = question.outside_prison.unwrap_or_default();
    let term_runs = question.term_ends_on.is_none_or(|ends_on| question.as_of <= ends_on);
    let term_end = question
        .term_ends_on
        .map_or_else(|| fact("term_ends_on", "not_stated"), |ends_on| fact("term_ends_on", ends_on));
    vec![
        ground(
            question,
            "IM-49-1",
            Text::new("不符合暂予监外执行条件", "the conditions of temporary execution are not fulfilled"),
            outside.conditions_unmet,
            vec![fact("conditions_unmet", outside.conditions_unmet)],
        ),
        left_or_out_of_supervision(question, outside),
        police_punished(question, "IM-49-3"),
        // The proposal does not wait for "not corrected"; the court does (INT21 516(4), K-2).
        ground(
            question,
            "IM-49-4",
            Text::new("受到社区矫正机构两次警告", "warned twice by the agency"),
            Outcome::of(question.warnings >= TWICE),
            vec![fact("warnings", question.warnings)],
        ),
        ground(
            question,
            "IM-49-5",
            Text::new(
                "保外就医期间不按规定提交病情复查情况，经警告拒不改正",
                "re-examinations are not handed in and the person refuses after a warning",
            ),
            outside.reexamination_refused,
            vec![fact("reexamination_refused", outside.reexamination_refused)],
        ),
        ground(
            question,
            "IM-49-6",
            Text::new("暂予监外执行的情形消失后，刑期未满", "the ground has disappeared and the term is not over"),
            outside.ground_disappeared.and(Outcome::of(term_runs)),
            vec![fact("ground_disappeared", outside.ground_disappeared), term_end],
        ),
        ground(
            question,
            "IM-49-7",
            Text::new(
                "保证人死亡或者失去保证资格，不能在规定期限内提出新的保证人",
                "the guarantor was lost or no longer qualifies, and no new one was named in time",
            ),
            Outcome::of(outside.guarantor_lost && !outside.guarantor_replaced),
            vec![
                fact("guarantor_lost", outside.guarantor_lost),
                fact("guarantor_replaced", outside.guarantor_replaced),
            ],
        ),
        other_serious(question, "IM-49-8"),
    ]
}

fn ground(question: &RevocationQuestion, rule: &str, title: Text, state: Outcome, facts: Vec<Fact>) -> Ground {
    Ground::new(rule, title, state, facts, question.as_of)
}

/// **IM 46(1), PO-6** (PO11 12): serious are three breaches or more, one after a punishment by the police, serious harm, or another
/// serious circumstance.
fn prohibition(question: &RevocationQuestion) -> Ground {
    let title = Text::new("违反禁止令，情节严重", "a prohibition order seriously breached");
    let Some(breaches) = question.prohibition_breaches.filter(|breaches| breaches.count > 0) else {
        return ground(question, "IM-46-1", title, Outcome::NotMet, vec![fact("prohibition_breaches", 0)]);
    };
    let plainly = breaches.count >= SERIOUS_BREACHES || breaches.after_punishment || breaches.serious_harm;
    ground(
        question,
        "IM-46-1",
        title,
        Outcome::of(plainly).or(breaches.otherwise_serious),
        vec![
            fact("prohibition_breaches", breaches.count),
            fact("after_punishment", breaches.after_punishment),
            fact("serious_harm", breaches.serious_harm),
            fact("otherwise_serious", breaches.otherwise_serious),
        ],
    )
}

/// **IM 46(2), 47(1)**: late, or out of supervision, for more than a month (C-3) without legitimate reason.
fn long_absence(question: &RevocationQuestion, rule: &str) -> Ground {
    let title = Text::new(
        "无正当理由不按规定时间报到或者脱离监管，超过一个月",
        "late reporting, or out of supervision, for more than a month without legitimate reason",
    );
    let exceeds = unexcused_for_more_than_a_month(question);
    ground(question, rule, title, Outcome::of(exceeds), absence_facts(question))
}

pub(super) fn unexcused_for_more_than_a_month(question: &RevocationQuestion) -> bool {
    question.absence.is_some_and(|absence| {
        !absence.legitimate_reason && months_after(absence.from, 1).is_some_and(|month| absence.to > month)
    })
}

fn absence_facts(question: &RevocationQuestion) -> Vec<Fact> {
    let Some(absence) = question.absence else { return vec![fact("absence", "none")] };
    let month: Option<Date> = months_after(absence.from, 1);
    let mut facts = vec![fact("absence.from", absence.from), fact("absence.to", absence.to)];
    facts.extend(month.map(|month| fact("month_ends_on", month)));
    facts.push(fact("legitimate_reason", absence.legitimate_reason));
    facts
}

fn police_punished(question: &RevocationQuestion, rule: &str) -> Ground {
    let punished = Outcome::of(question.police_punishments > 0);
    ground(
        question,
        rule,
        Text::new(
            "因违反监督管理规定受到治安管理处罚，仍不改正",
            "punished by the police for a breach of supervision, not corrected",
        ),
        punished.and(question.not_corrected),
        vec![fact("police_punishments", question.police_punishments), fact("not_corrected", question.not_corrected)],
    )
}

fn warned_twice(question: &RevocationQuestion, rule: &str) -> Ground {
    ground(
        question,
        rule,
        Text::new("受到社区矫正机构两次警告，仍不改正", "warned twice by the agency, not corrected"),
        Outcome::of(question.warnings >= TWICE).and(question.not_corrected),
        vec![fact("warnings", question.warnings), fact("not_corrected", question.not_corrected)],
    )
}

fn other_serious(question: &RevocationQuestion, rule: &str) -> Ground {
    ground(
        question,
        rule,
        Text::new(
            "其他违反法律、行政法规和监督管理规定，情节严重",
            "another serious breach of law or of the rules of supervision",
        ),
        Outcome::of(question.other_breach).and(question.other_breach_serious),
        vec![fact("other_breach", question.other_breach), fact("other_breach_serious", question.other_breach_serious)],
    )
}

/// **IM 49(2)**: left without approval and refuses to correct that after a warning; or refuses to report the whereabouts and is out of
/// supervision. More than a month out of supervision without legitimate reason proves the refusal, as it does for probation and
/// parole; for less it must be stated.
fn left_or_out_of_supervision(question: &RevocationQuestion, outside: OutsidePrison) -> Ground {
    let left = Outcome::of(outside.left_without_approval && question.warnings > 0).and(question.not_corrected);
    let refuses = outside.refuses_to_report_whereabouts.or(Outcome::of(unexcused_for_more_than_a_month(question)));
    let away = Outcome::of(question.absence.is_some_and(|absence| !absence.legitimate_reason)).and(refuses);
    let mut facts = vec![
        fact("left_without_approval", outside.left_without_approval),
        fact("warnings", question.warnings),
        fact("not_corrected", question.not_corrected),
        fact("refuses_to_report_whereabouts", outside.refuses_to_report_whereabouts),
    ];
    facts.extend(absence_facts(question));
    ground(
        question,
        "IM-49-2",
        Text::new(
            "未经批准离开所居住的市、县，经警告拒不改正，或者拒不报告行踪，脱离监管",
            "left the city or county without approval and refuses to correct it after a warning; or refuses to report the whereabouts, out of supervision",
        ),
        left.or(away),
        facts,
    )
}
