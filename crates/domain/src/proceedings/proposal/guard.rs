//! What the law asks before each act of a proposal, and what should be known before one decides.

use super::{Course, Proposal, claims::evidence_faults};
use crate::{
    case_file::CaseFile,
    code::{Category, Code, ProceedingKind, ProceedingStatus, RulingOutcome, StatusReason},
    proceedings::{Act, ActCode, Assessment, Fault, Matter, Warning, kind::refuse, notice::untold},
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

impl Proposal<'_> {
    /// Whether the law lets this act be done now, whatever is said in it.
    pub(in crate::proceedings) fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let course = Course(matter.proceeding);
        let Some(case) = matter.case else { return Ok(()) };
        if act == ActCode::Arrests && self.commits {
            return refuse(
                "AR-1",
                vec![Fact::new("category", case.order.category.code())],
                Text::new(
                    "提请收监执行不能同时提请逮捕；仅提请撤销缓刑、假释时可以",
                    "no arrest with a committal: only with the revocation of probation or parole",
                ),
            );
        }
        if act == ActCode::Deliveries && course.is_undelivered() && course.withdrawn_on().is_none() {
            return self.is_whole(matter);
        }
        if act == ActCode::Rulings && course.ruled().is_some() && !course.is_objected() {
            return refuse(
                if self.commits { "CCL-49" } else { "CCL-48" },
                vec![Fact::new("made_on", course.made_on().map(|on| on.to_string()).unwrap_or_default())],
                Text::new(
                    "已有裁定、决定；提出异议后重新裁定、决定的，先记录异议",
                    "it is ruled upon: record the objection first, on which it is ruled anew",
                ),
            );
        }
        if act == ActCode::Withdrawals && course.in_custody() {
            return self.release_first(course);
        }
        if act == ActCode::Closures { self.closable(course, matter, case) } else { course.arrest_guard(act) }
    }

    fn release_first(&self, course: Course<'_>) -> Result<(), Box<Refusal>> {
        refuse(
            "AR-4",
            vec![Fact::new("arrested_on", course.arrested_on().map(|on| on.to_string()).unwrap_or_default())],
            Text::new("被逮捕的，先立即释放并记录", "release the person at once, and record it first"),
        )
    }

    /// Nothing is closed before it is ruled upon, unless the person has died or supervision ended otherwise than by expiry; a refusal not
    /// while the person is in custody; a grant not before the person is handed over and everyone told.
    fn closable(&self, course: Course<'_>, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        if Course::died_on(case).is_some() {
            return Ok(());
        }
        let status = matter.proceeding.status();
        let missing = if course.ruled().is_none() {
            vec![Fact::new("ruling", "none")]
        } else if course.granted().is_some() && course.handed_over_on().is_none() {
            vec![Fact::new("handed_over", "false")]
        } else if course.granted().is_none() && course.in_custody() {
            return self.release_first(course);
        } else {
            untold(matter).into_iter().map(|recipient| Fact::new("not_told", recipient.code())).collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        refuse(
            if course.granted().is_some() { "IM-50" } else { Self::rule(case.order.category) },
            [Fact::new("status", status.code())].into_iter().chain(missing).collect(),
            Text::new(
                "裁定、决定后，交付执行并全部告知的，才能办结；不再提请的，请撤回",
                "closed once it is ruled upon, carried out and everyone is told; withdraw what is not pursued",
            ),
        )
    }

    /// What is wrong with what an act says.
    pub(in crate::proceedings) fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let course = Course(matter.proceeding);
        let mut faults = self.decision_faults(act, matter);
        faults.extend(course.arrest_faults(act, matter.at));
        if let Act::Supplements(body) = act {
            faults.extend(Fault::of_count("/evidence", body.evidence.len(), 1, 50));
            faults.extend(evidence_faults(&body.evidence));
        }
        if act.code() == ActCode::Withdrawals && course.delivered().is_some() && act.said().opinion().is_none() {
            let message = Text::new("撤回已提请事项须说明理由", "say why a delivered proposal is withdrawn");
            faults.push(Fault::new("/opinion", "required", message));
        }
        faults.extend(self.ruling_faults(act, matter));
        faults
    }

    fn ruling_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Rulings(body) = act else { return Vec::new() };
        let mut faults = Vec::new();
        let mut fault = |pointer: &str, code, zh: &str, en: &str| {
            faults.push(Fault::new(pointer, code, Text::new(zh, en)));
        };
        if body.outcome == RulingOutcome::SentBack {
            fault(
                "/outcome",
                "not_for_this_act",
                "退回材料请记录退回",
                "papers that come back are a return of the papers",
            );
        }
        if body.ends_on.is_some() || body.prohibition_ends_on.is_some() {
            fault("/ends_on", "does_not_go_with", "仅减刑裁定填写", "only a commutation fixes a new end");
        }
        let granted = body.outcome == RulingOutcome::Approved;
        if body.at_large && !granted {
            fault("/at_large", "does_not_go_with", "仅同意的裁定、决定填写", "only where it is granted");
        }
        if !(body.uncounted.is_empty() || granted && self.commits) {
            fault("/uncounted", "does_not_go_with", "仅收监执行决定填写", "only a decision on committal fixes it");
        }
        if body.outcome.effect().is_some() && body.document_number.is_none() {
            fault("/document_number", "required", "须填写文号", "the number of the ruling or decision is needed");
        }
        if body.made_on.is_some_and(|made_on| made_on > matter.day_of(act)) {
            fault(
                "/made_on",
                "after_its_receipt",
                "不能晚于收到之日",
                "must not lie after the day on which it came in",
            );
        }
        faults
    }

    /// Whether the law lets this act be done as it is said.
    pub(in crate::proceedings) fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let course = Course(matter.proceeding);
        if let Act::Supplements(body) = act {
            return self.papers_once(matter.proceeding, &body.evidence);
        }
        Course::arrest_admitted(act, matter)?;
        let Act::Rulings(body) = act else { return Ok(()) };
        let made_on = body.made_on.unwrap_or(matter.day_of(act));
        let delivered_on = course.delivered().map(|step| step.acted_on);
        if delivered_on.is_some_and(|delivered_on| delivered_on <= made_on) {
            return Ok(());
        }
        refuse(
            if self.commits { "RV-2" } else { "RV-1" },
            vec![
                Fact::new("made_on", made_on.to_string()),
                Fact::new("delivered_on", delivered_on.map_or("none".to_owned(), |on| on.to_string())),
            ],
            Text::new(
                "裁定、决定不能早于建议书送达之日，请核对两个日期",
                "nothing is ruled before the proposal was delivered: check both days",
            ),
        )
    }

    /// What the law computes from it: the way, the grounds, what is missing, what collides.
    pub(in crate::proceedings) fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let Some(case) = matter.case else { return Assessment::default() };
        let course = Course(matter.proceeding);
        let rule = Self::rule(case.order.category);
        let mut assessment = Assessment::by(self.last_level(matter), rule, matter.today());
        let found = case.revocation_grounds(matter.calendar, matter.at);
        for ground in self.grounds.iter().filter_map(|ground| found.ground(&ground.rule)) {
            let (zh, en) = ground.state.label();
            assessment.basis.push(ground.basis.clone());
            assessment
                .explanation
                .push(Text::new(format!("{}：{zh}", ground.title.zh), format!("{}: {en}", ground.title.en)));
        }
        assessment.explanation.extend(self.route(matter).into_iter().flat_map(|route| route.explanation));
        let missing = self.missing(matter);
        assessment.facts = missing.iter().map(|item| Fact::new("missing", item.code())).collect();
        assessment
            .facts
            .extend(course.credited_days().map(|days| Fact::new("custody_credited_days", days.to_string())));
        assessment.warnings = self.warnings(matter, case);
        assessment
    }

    fn warnings(&self, matter: &Matter<'_>, case: &CaseFile) -> Vec<Warning> {
        let course = Course(matter.proceeding);
        let today = matter.today();
        let mut warnings = Vec::new();
        let mut warn = |rule, zh: String, en: String| warnings.push(Warning::under(rule, Text::new(zh, en), today));
        if course.came_after_the_end(case) {
            warn(
                "X-4",
                "裁定、决定作出时矫正已经结束，只在档案中记录".to_owned(),
                "ruled when supervision had ended: it is only recorded in the file".to_owned(),
            );
        }
        if let Some((rule, text)) = self.expiring(course, case, today) {
            warn(rule, text.zh, text.en);
        }
        if course.granted().is_none() && course.ruled().is_some() && course.in_custody() {
            warn("AR-4", "不予撤销：立即释放".to_owned(), "refused: release the person at once".to_owned());
        }
        if course.granted().is_some() && course.handed_over_on().is_none() {
            let (zh, en) = ("立即交付执行", "to be handed over at once");
            warn("IM-50", zh.to_owned(), en.to_owned());
        }
        if course.is_at_large(matter) {
            warn("RV-4", "本人下落不明：由公安机关追逃".to_owned(), "at large: the police pursue".to_owned());
        }
        if let Some(on) = Course::died_on(case) {
            warn("RL-8", format!("本人已于{on}死亡，请办结"), format!("the person died on {on}: close this"));
        }
        if self.commits && self.obtained_unlawfully {
            warn(
                "H-19",
                "以贿赂等非法手段取得的，刑满后也应收监，在外时间全部不计入刑期".to_owned(),
                "obtained by illegal means: committed even after the end, and no time outside counts".to_owned(),
            );
        }
        let moving = matter.others().find(|other| other.kind() == ProceedingKind::Transfer && !other.is_over());
        if let Some(other) = moving {
            warn(
                "IM-30",
                format!("{}正在变更执行地，请先协调由何地提请", other.number),
                format!("{} changes the place of execution: settle first which agency proposes", other.number),
            );
        }
        warnings
    }

    /// **X-3, X-6**: the term ends while it is undecided.
    fn expiring(&self, course: Course<'_>, case: &CaseFile, today: Date) -> Option<(&'static str, Text)> {
        let over = matches!(course.0.status(), ProceedingStatus::Withdrawn | ProceedingStatus::Refused);
        let ends_on = case.order.supervision_ends_on.filter(|_| course.ruled().is_none() && !over)?;
        let near = ends_on.signed_duration_since(today).num_days() <= 30;
        let ended_otherwise = case.ending().is_some_and(|ending| ending.reason != StatusReason::Expiry);
        if !near || ended_otherwise {
            return None;
        }
        Some(match case.order.category {
            Category::TemporaryOutsidePrison => (
                "X-6",
                Text::new(
                    format!("刑期于{ends_on}届满而收监未决：法律未作规定，须由负责人决定并记明理由"),
                    format!(
                        "the sentence ends on {ends_on} with the committal undecided: no rule covers it, the head decides and says why"
                    ),
                ),
            ),
            Category::PublicSurveillance | Category::Probation | Category::Parole => (
                "X-3",
                Text::new(
                    format!("考验期于{ends_on}届满而撤销未决：应当按期发放解除证明书，可以暂缓送达，本事项继续办理"),
                    format!(
                        "the term ends on {ends_on} with the revocation undecided: the certificate must issue, its delivery may be put off, this goes on"
                    ),
                ),
            ),
        })
    }
}
