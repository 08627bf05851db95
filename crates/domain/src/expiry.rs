//! Expiry: what the end of the term means, also while something is pending (CCL 44, 45; IM 53; OP26 19, 20, 22; rulebook §1.6, §10).

mod expulsion;

pub use expulsion::{ExpulsionNotice, ExpulsionQuestion, expulsion_notice};
use serde::{Deserialize, Serialize};

use crate::{
    code::{Category, Code, ExpiryOutcome, PendingMatter},
    judgement::{Duty, QuestionFault, basis, plausible},
    text::Text,
    time::Date,
};

/// A ruling or decision to revoke or to commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ruling {
    /// The day on which it was made; it takes effect at once (INT21 517, 545).
    pub made_on: Date,
    /// Whether it was granted.
    pub granted: bool,
}

/// What does the end of this term mean?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExpiryQuestion {
    /// The category.
    pub category: Category,
    /// The last day of the term, uncounted time added.
    pub ends_on: Date,
    /// The day asked about.
    pub as_of: Date,
    /// Temporary execution outside prison: approved by a prison administration or the police, not decided by a court.
    #[serde(default)]
    pub approved_by_prison_or_police: bool,
    /// What is undecided.
    #[serde(default)]
    pub pending: Vec<PendingMatter>,
    /// The ruling or decision on revocation or committal, if it has been made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// The day on which a judgment for a new or undiscovered crime took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_judgment_effective_on: Option<Date>,
    /// Whether the person is detained or out of supervision, so that the certificate cannot be handed over.
    #[serde(default)]
    pub out_of_reach: bool,
    /// The day of a pardon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pardoned_on: Option<Date>,
    /// The day of death.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died_on: Option<Date>,
    /// Whether the person is supervised as a minor: then no declaration is public.
    #[serde(default)]
    pub minor: bool,
}

impl ExpiryQuestion {
    /// The question with nothing pending.
    #[must_use]
    pub fn new(category: Category, ends_on: Date, as_of: Date) -> Self {
        Self {
            category,
            ends_on,
            as_of,
            approved_by_prison_or_police: false,
            pending: Vec::new(),
            ruling: None,
            new_judgment_effective_on: None,
            out_of_reach: false,
            pardoned_on: None,
            died_on: None,
            minor: false,
        }
    }
}

/// What the end of a term means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExpiryAnswer {
    /// The outcome.
    pub outcome: ExpiryOutcome,
    /// The id of the rule that decides.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// Whether handing over the certificate may be deferred (OP26 20).
    pub delivery_deferrable: bool,
    /// Whether something that came after the end is only recorded in the closed file (OP26 19).
    pub record_only: bool,
    /// What is to be done.
    pub duties: Vec<Duty>,
    /// Why.
    pub explanation: Vec<Text>,
}

/// What the end of the term means.
///
/// Death and pardon end correction at once (RL-7, RL-8). A ruling to revoke or commit, or an effective judgment for another crime,
/// that comes before the end means termination (X-7). While revocation is proposed and not ruled upon, or coercive measures last, the
/// certificate **must** be issued all the same (X-3); what comes later is only recorded (X-4). A pending committal is covered by no
/// rule and left to a person (X-6).
///
/// ```
/// use domain::{code::{Category, ExpiryOutcome, PendingMatter}, expiry::{ExpiryQuestion, expiry}, time::parse_date};
///
/// let day = |text| parse_date(text).unwrap();
/// let mut question = ExpiryQuestion::new(Category::Probation, day("2026-06-30"), day("2026-06-30"));
/// question.pending = vec![PendingMatter::Revocation];
/// let answer = expiry(&question).unwrap();
/// assert_eq!((answer.outcome, answer.rule.as_str()), (ExpiryOutcome::Release, "X-3"));
/// ```
///
/// # Errors
///
/// When a date is implausible or what is pending does not go with the category.
pub fn expiry(question: &ExpiryQuestion) -> Result<ExpiryAnswer, QuestionFault> {
    check(question)?;
    let (outcome, rule, why) = decide(question);
    let released = outcome == ExpiryOutcome::Release;
    let record_only = comes_after(question);
    let mut explanation = vec![why];
    if record_only {
        explanation.push(Text::new(
            "期满解除之后作出的裁判，仅在档案中记录",
            "what was ruled after release is only recorded in the file",
        ));
    }
    Ok(ExpiryAnswer {
        outcome,
        rule: rule.to_owned(),
        basis: basis(rule, question.as_of),
        delivery_deferrable: released && !question.pending.is_empty() && question.out_of_reach,
        record_only,
        duties: duties(question, outcome),
        explanation,
    })
}

fn check(question: &ExpiryQuestion) -> Result<(), QuestionFault> {
    plausible("ends_on", question.ends_on)?;
    plausible("as_of", question.as_of)?;
    for (parameter, day) in [
        ("ruling.made_on", question.ruling.map(|ruling| ruling.made_on)),
        ("new_judgment_effective_on", question.new_judgment_effective_on),
        ("pardoned_on", question.pardoned_on),
        ("died_on", question.died_on),
    ] {
        if let Some(day) = day {
            plausible(parameter, day)?;
        }
    }
    let goes = |matter: &PendingMatter| match matter {
        PendingMatter::CoerciveMeasures => true,
        PendingMatter::Revocation => matches!(question.category, Category::Probation | Category::Parole),
        PendingMatter::Committal => question.category == Category::TemporaryOutsidePrison,
    };
    if question.pending.iter().all(goes) {
        Ok(())
    } else {
        Err(QuestionFault::DoesNotGoWith { parameter: "pending", other: "category" })
    }
}

/// Whether a day has come, and before the term was over.
fn within_term(question: &ExpiryQuestion, day: Option<Date>) -> bool {
    day.is_some_and(|day| day <= question.as_of && day <= question.ends_on)
}

fn granted_on(question: &ExpiryQuestion) -> Option<Date> {
    question.ruling.filter(|ruling| ruling.granted).map(|ruling| ruling.made_on)
}

/// Whether a ruling or a judgment came when the term was over.
fn comes_after(question: &ExpiryQuestion) -> bool {
    [granted_on(question), question.new_judgment_effective_on]
        .into_iter()
        .flatten()
        .any(|day| question.ends_on < day && day <= question.as_of)
}

fn decide(question: &ExpiryQuestion) -> (ExpiryOutcome, &'static str, Text) {
    let ends_on = question.ends_on;
    if within_term(question, question.died_on) {
        (
            ExpiryOutcome::Termination,
            "RL-8",
            Text::new("社区矫正对象死亡，矫正终止", "the person has died: correction is terminated"),
        )
    } else if within_term(question, granted_on(question)) {
        (
            ExpiryOutcome::Termination,
            "X-7",
            Text::new(
                format!("在{ends_on}期满以前已经裁定撤销或者决定收监：终止而非解除"),
                format!("revoked or committed before the term was over on {ends_on}: termination, not release"),
            ),
        )
    } else if within_term(question, question.new_judgment_effective_on) {
        (
            ExpiryOutcome::Termination,
            "X-4",
            Text::new(
                format!("新罪、漏罪判决在{ends_on}期满以前生效：办理终止"),
                format!(
                    "the judgment for another crime took effect before the term was over on {ends_on}: termination"
                ),
            ),
        )
    } else if within_term(question, question.pardoned_on) {
        (ExpiryOutcome::Release, "RL-7", Text::new("被赦免的，解除矫正", "pardoned: released"))
    } else if question.as_of < ends_on {
        (
            ExpiryOutcome::NotYet,
            "T-10",
            Text::new(format!("期限至{ends_on}24时"), format!("the term runs to 24:00 of {ends_on}")),
        )
    } else {
        at_the_end(question)
    }
}

fn at_the_end(question: &ExpiryQuestion) -> (ExpiryOutcome, &'static str, Text) {
    if question.pending.contains(&PendingMatter::Committal) {
        (
            ExpiryOutcome::ManualDecision,
            "X-6",
            Text::new(
                "提请收监未决而刑期届满，没有明文规定：除不计入刑期的时间使届满日后移外，由监狱、看守所办理释放；须由人工决定",
                "committal is undecided at the end of the sentence, which no rule covers: released by the prison unless uncounted time moves the \
                 end; a person must decide",
            ),
        )
    } else if question.category == Category::TemporaryOutsidePrison && question.approved_by_prison_or_police {
        (
            ExpiryOutcome::ReleasedByPrison,
            "RL-5",
            Text::new(
                "公安机关、监狱管理机关决定暂予监外执行的，由看守所、监狱办理刑满释放手续",
                "approved by a prison administration or the police: the prison or detention centre handles release",
            ),
        )
    } else if let Some(matter) = question.pending.first() {
        let (zh, en) = matter.label();
        (
            ExpiryOutcome::Release,
            "X-3",
            Text::new(
                format!("期限届满时{zh}：应当发放解除社区矫正证明书，书面通知决定机关，抄送人民检察院、公安机关"),
                format!("{en} at the end of the term: the certificate must be issued all the same"),
            ),
        )
    } else {
        (ExpiryOutcome::Release, "RL-2", Text::new("期限届满，解除矫正", "the term is over: released"))
    }
}

/// **RL-6** (OP26 20 ¶2): everyone is told of the rules on resettlement; the work is linked for all but those on probation.
fn resettlement(question: &ExpiryQuestion) -> Duty {
    let text = match question.category {
        Category::Probation => Text::new("告知安置帮教有关规定", "explain the rules on resettlement"),
        Category::PublicSurveillance | Category::Parole | Category::TemporaryOutsidePrison => Text::new(
            "告知安置帮教有关规定，办理安置帮教衔接",
            "explain the rules on resettlement and link the work with it",
        ),
    };
    Duty::new("RL-6", text, question.as_of)
}

fn duties(question: &ExpiryQuestion, outcome: ExpiryOutcome) -> Vec<Duty> {
    let duty = |rule: &str, zh: &str, en: &str| Duty::new(rule, Text::new(zh, en), question.as_of);
    let mut duties = match outcome {
        ExpiryOutcome::NotYet | ExpiryOutcome::ManualDecision => Vec::new(),
        ExpiryOutcome::ReleasedByPrison => {
            vec![duty(
                "H-12",
                "刑期届满前一个月以内通知存放档案的监狱、看守所",
                "inform the prison holding the file within the last month",
            )]
        }
        ExpiryOutcome::Termination => vec![duty(
            "RV-5",
            "制作终止社区矫正通知书，办理终止",
            "issue the termination notice and close as terminated",
        )],
        ExpiryOutcome::Release => vec![
            duty("RL-2", "发放解除社区矫正证明书", "issue the release certificate"),
            duty(
                "RL-3",
                "书面通知决定机关，抄送同级人民检察院、公安机关",
                "written notice to the deciding organ, copies to procuratorate and police",
            ),
            if question.minor {
                duty(
                    "MN-2",
                    "解矫宣告不公开进行，通知监护人到场",
                    "the declaration is not public; the guardian is notified to attend",
                )
            } else {
                duty("RL-4", "进行解矫宣告", "hold the release declaration")
            },
            resettlement(question),
        ],
    };
    if comes_after(question) {
        duties.push(duty("X-4", "在已经结案的档案中补充记录", "record it in the closed file"));
    }
    if question.died_on.is_some() && outcome == ExpiryOutcome::Termination {
        duties.push(duty(
            "RL-8",
            "及时通知决定机关、人民检察院和公安机关",
            "promptly inform the deciding organ, procuratorate and police",
        ));
    }
    duties
}
