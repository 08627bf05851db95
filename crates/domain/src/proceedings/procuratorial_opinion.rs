//! An opinion of the procuratorate (检察建议、纠正违法通知、口头纠正意见): received, answered in writing and in time, closed (CCL 62;
//! IM 57; SPP19 624; rulebook §13).
//!
//! Where it is not followed, the reply says why. The law sets no number of days for the reply: the paper of the procuratorate does.
//! An oral correction that is not heeded in seven days becomes a written one.

use serde::{Deserialize, Serialize};

use super::{
    Act, Assessment, Declaration, Fault, Kind, Matter, NoticeDuty, Warning,
    notice::told,
    reply::{self, REPLYING},
};
use crate::{
    clock::Clock,
    code::{
        Code, DutyBearer, Level, OpinionForm, ProceedingKind,
        ProceedingStatus::{InProgress, Withdrawn},
    },
    ids::PaperId,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule.
const RULE: &str = "CCL-62";

/// The rule of an oral correction.
const ORAL: &str = "SPP19-624";

/// What the procuratorate demands, in which form, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProcuratorialOpinionContent {
    /// In which form it was given.
    pub form: OpinionForm,
    /// The procuratorate.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub procuratorate: String,
    /// The number of its paper; an oral correction has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: Option<String>,
    /// The day on which it was received.
    pub received_on: Date,
    /// What it finds wrong, and what it demands.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub demands: String,
    /// The day by which it asks for the reply, where it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// The paper itself, and what came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Received, handled, a reply decided by the bureau and delivered, what it promises carried out, closed.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::ProcuratorialOpinion,
    path: "procuratorial-opinions",
    title: Label::new("检察建议、纠正意见", "opinion of the procuratorate"),
    rule: RULE,
    initial: InProgress,
    reader: None,
    moves: &[REPLYING],
};

impl ProcuratorialOpinionContent {
    fn number_fault(&self) -> Option<Fault> {
        let pointer = "/document_number";
        let written = match self.form {
            OpinionForm::Suggestion | OpinionForm::CorrectionNotice => true,
            OpinionForm::OralCorrection => false,
        };
        match &self.document_number {
            Some(number) if written => Fault::of_length(pointer, number, 100),
            None if written => {
                Some(Fault::new(pointer, "required", Text::new("书面意见须填写文号", "a written opinion has a number")))
            }
            Some(_) => Some(Fault::new(
                pointer,
                "does_not_go_with",
                Text::new("口头纠正意见没有文号", "an oral correction has no number"),
            )),
            None => None,
        }
    }

    /// The day on which the decided reply reached the procuratorate.
    fn answered_on(matter: &Matter<'_>) -> Option<Date> {
        let decided_on = matter.proceeding.last_approved_on()?;
        told(matter.proceeding, DutyBearer::Procuratorate, decided_on).map(|step| step.acted_on)
    }

    fn times(&self) -> Vec<Text> {
        let mut times = Vec::new();
        match self.reply_by {
            Some(day) => times.push(Text::new(
                format!("人民检察院要求于{day}前回复"),
                format!("the procuratorate asks for the reply by {day}"),
            )),
            None => times.push(Text::new(
                "法律没有规定回复天数，文书也没有载明：及时回复",
                "neither the law nor the paper names a number of days: reply without delay",
            )),
        }
        times.push(Text::new(
            "书面回复采纳情况；没有采纳的，说明理由",
            "reply in writing, with reasons where not followed",
        ));
        times
    }
}

impl Kind for ProcuratorialOpinionContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/procuratorate", &self.procuratorate, 100),
            self.number_fault(),
            Fault::of_day("/received_on", self.received_on),
            Fault::of_length("/demands", &self.demands, 2_000),
            self.reply_by.and_then(|day| Fault::of_day("/reply_by", day)),
            self.reply_by.and_then(|day| Fault::of_span("/reply_by", self.received_on, day)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let mut facts = vec![Fact::new("form", self.form.code())];
        facts.extend(self.document_number.iter().map(|number| Fact::new("document_number", number.clone())));
        let oral = (self.form == OpinionForm::OralCorrection).then(|| {
            let message = Text::new(
                "口头纠正意见七日内没有纠正的，人民检察院将书面提出",
                "an oral correction that is not heeded in seven days becomes a written one",
            );
            Warning::under(ORAL, message, today)
        });
        Assessment {
            explanation: self.times(),
            warnings: oral.into_iter().collect(),
            facts,
            ..Assessment::by(Level::County, RULE, today)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        reply::received(RULE, self.received_on, matter)
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        reply::act_faults(act)
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let oral = (self.form == OpinionForm::OralCorrection).then_some(self.received_on);
        let oral = oral.and_then(|since| matter.clock(ORAL, since));
        let named = self.reply_by.and_then(|day| matter.clock(RULE, day));
        let withdrawn = matter.proceeding.status() == Withdrawn;
        let why = || Text::new("已撤回，不再计时", "withdrawn: the clock no longer runs");
        let answered_on = Self::answered_on(matter);
        let run = |clock: Clock| if withdrawn { clock.cancelled(why()) } else { clock.met(answered_on) };
        oral.into_iter().chain(named).map(run).collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let told = |since| NoticeDuty { recipient: DutyBearer::Procuratorate, rule: RULE, since };
        matter.proceeding.last_approved_on().map(told).into_iter().collect()
    }
}
