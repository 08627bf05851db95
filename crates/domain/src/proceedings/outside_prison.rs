//! What the kinds of temporary execution outside prison have in common (rulebook §6): for whom they are, and which hospitals count.

use super::{Fault, Matter, Warning};
use crate::{
    case_file::CaseFile,
    code::{Category, Code, TemporaryGround},
    ids::PaperId,
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// The longest reason and the longest account, in characters.
pub(super) const REASON: usize = 500;
pub(super) const ACCOUNT: usize = 2_000;

/// The most papers that a content refers to.
pub(super) const PAPERS: usize = 50;

/// A refusal under a rule.
pub(super) fn refusal(
    rule: &'static str,
    facts: Vec<Fact>,
    zh: impl Into<String>,
    en: impl Into<String>,
) -> Box<Refusal> {
    Box::new(Refusal::under(rule, facts, Text::new(zh, en)))
}

/// The case of one who is outside prison for a time, while supervision lasts.
pub(super) fn outside_prison<'a>(matter: &Matter<'a>, rule: &'static str) -> Result<&'a CaseFile, Box<Refusal>> {
    matter.while_supervised(rule)?;
    let case = matter.case.filter(|case| case.order.category == Category::TemporaryOutsidePrison);
    case.ok_or_else(|| {
        let category = matter.case.map_or("none", |case| case.order.category.code());
        refusal(
            rule,
            vec![Fact::new("category", category)],
            "仅适用于暂予监外执行的社区矫正对象",
            "only for those under temporary execution outside prison",
        )
    })
}

/// The case of a medical parolee, while supervision lasts.
pub(super) fn on_medical_parole<'a>(matter: &Matter<'a>, rule: &'static str) -> Result<&'a CaseFile, Box<Refusal>> {
    let case = outside_prison(matter, rule)?;
    if is_on_medical_parole(case) {
        return Ok(case);
    }
    let ground = case.order.temporary_ground.map_or("none", Code::code);
    Err(refusal(
        rule,
        vec![Fact::new("temporary_ground", ground)],
        "仅适用于保外就医人员；执行依据有误的，请先更正暂予监外执行的事由",
        "only for medical parolees; where the ground recorded is wrong, correct it first",
    ))
}

/// Whether one is outside prison for serious illness (保外就医).
pub(super) fn is_on_medical_parole(case: &CaseFile) -> bool {
    case.order.category == Category::TemporaryOutsidePrison
        && case.order.temporary_ground == Some(TemporaryGround::SeriousIllness)
}

/// Refuses a hospital that the province has not designated; while the bureau has entered no list, none is refused.
pub(super) fn designated(matter: &Matter<'_>, hospital: &str, rule: &'static str) -> Result<(), Box<Refusal>> {
    if matter.place.defaults.designates(hospital) != Some(false) {
        return Ok(());
    }
    let all = matter.place.defaults.medical_hospitals.join("、");
    Err(refusal(
        rule,
        vec![Fact::new("hospital", hospital), Fact::new("designated", all)],
        "应当由省级人民政府指定的医院检查、诊断，请到指定医院办理",
        "only a hospital that the provincial government has designated: have it done there",
    ))
}

/// The warning that the service cannot judge a hospital, while the bureau has entered no list.
pub(super) fn undesignated(matter: &Matter<'_>, hospital: &str, rule: &'static str) -> Option<Warning> {
    matter.place.defaults.designates(hospital).is_none().then(|| {
        let message = Text::new(
            format!("本机构尚未填写指定医院名单，请核对{hospital}是否为省级人民政府指定的医院"),
            format!("the bureau has entered no list of designated hospitals: see that {hospital} is one"),
        );
        Warning::under(rule, message, matter.today())
    })
}

/// A day that is later than another.
pub(super) fn later(pointer: &str, day: Date, limit: Date, zh: &str, en: &str) -> Option<Fault> {
    (day > limit).then(|| Fault::new(pointer, "in_the_future", Text::new(zh, en)))
}

/// No paper where one is needed.
pub(super) fn without_papers(papers: &[PaperId], zh: &str, en: &str) -> Option<Fault> {
    papers.is_empty().then(|| Fault::new("/papers", "required", Text::new(zh, en)))
}
