//! `corrections rule`: the law, asked at the terminal; the same answers as `/api/v1/rules`.

mod written;

use std::process::ExitCode;

use app::rules::{self, ProhibitionQuestion, RuleFilter, TermQuestion};
use clap::{Args, Subcommand};
use domain::code::{Category, Code};
use domain::rulebook::Rule;
use domain::term::{Custody, Term};
use domain::text::Language;
use domain::time::{Date, parse_date};
use serde::Serialize;

use self::written::WrittenQuestion;
use super::{Common, Failure, open, say};
use crate::v1::rules::{ComputedProhibitionTerm, ComputedTerm, DueDate, InstrumentItem, LocalDefaultItem, RuleItem};

/// Ask the law; answers are JSON.
#[derive(Debug, Args)]
pub(super) struct AskRule {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// List the rules: all, of an instrument, of a day, with a text.
    List(ListRules),
    /// Show a rule, as it stands now or as it stood on a day.
    Show(ShowRule),
    /// List the instruments on which the rules rest.
    Instruments(Options),
    /// List what national law leaves open and how the settings decide it.
    LocalDefaults(Options),
    /// When a rule's period is due, explained day by day. Counted by the database's calendar.
    DueDate(AskDueDate),
    /// When a term of correction ends.
    Term(AskTerm),
    /// When a prohibition order ends.
    ProhibitionTerm(AskProhibitionTerm),
    #[command(flatten)]
    Written(WrittenQuestion),
}

/// What every question takes.
#[derive(Debug, Args)]
struct Options {
    #[command(flatten)]
    common: Common,
    /// The language of titles and explanations: `zh` or `en`.
    #[arg(long, default_value = "zh", value_parser = language)]
    language: Language,
}

#[derive(Debug, Args)]
struct ListRules {
    /// Those that rest on an instrument, by its abbreviation (see `corrections rule instruments`).
    #[arg(long)]
    instrument: Option<String>,
    /// Those that were law on a day, cited as they stood on it.
    #[arg(long, value_parser = day)]
    on: Option<Date>,
    /// Those with this text in their id, title or basis.
    #[arg(long)]
    q: Option<String>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct ShowRule {
    /// The rule's id.
    id: String,
    /// Cite it as it stood on this day.
    #[arg(long, value_parser = day)]
    on: Option<Date>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct AskDueDate {
    /// The rule's id.
    id: String,
    /// The day of the event; for rules in hours its moment (RFC 3339).
    start: String,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct AskTerm {
    /// public_surveillance, probation, parole or temporary_outside_prison
    #[arg(long, value_parser = category)]
    category: Category,
    /// The first day.
    #[arg(long, value_parser = day)]
    starts_on: Date,
    #[arg(long, default_value_t = 0)]
    years: u32,
    #[arg(long, default_value_t = 0)]
    months: u32,
    #[arg(long, default_value_t = 0)]
    days: u32,
    /// Days of custody before (先行羁押).
    #[arg(long, default_value_t = 0)]
    custody_days: u32,
    /// Days of surveillance at a designated residence (指定居所监视居住).
    #[arg(long, default_value_t = 0)]
    designated_residence_surveillance_days: u32,
    /// Days of supervisory detention (留置, 管护).
    #[arg(long, default_value_t = 0)]
    supervisory_detention_days: u32,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct AskProhibitionTerm {
    #[command(flatten)]
    correction: AskTerm,
    /// How long the order is.
    #[arg(long, default_value_t = 0)]
    order_years: u32,
    #[arg(long, default_value_t = 0)]
    order_months: u32,
    #[arg(long, default_value_t = 0)]
    order_days: u32,
    /// The last day of correction as a commutation has shortened it.
    #[arg(long, value_parser = day)]
    commuted_to: Option<Date>,
}

impl From<&AskTerm> for TermQuestion {
    fn from(args: &AskTerm) -> Self {
        Self {
            category: args.category,
            starts_on: args.starts_on,
            term: Term { years: args.years, months: args.months, days: args.days },
            custody: Custody {
                custody_days: args.custody_days,
                designated_residence_surveillance_days: args.designated_residence_surveillance_days,
                supervisory_detention_days: args.supervisory_detention_days,
            },
        }
    }
}

impl AskRule {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        match self.question {
            Question::List(ListRules { instrument, on, q, options }) => {
                let defaults = options.common.settings()?.local_defaults;
                let found = rules::list(RuleFilter { instrument: instrument.as_deref(), on, q: q.as_deref() })?;
                let item = |rule: &Rule| RuleItem::new(rule, on, &defaults, options.language);
                print(&found.into_iter().map(item).collect::<Vec<_>>())
            }
            Question::Show(ShowRule { id, on, options }) => {
                let defaults = options.common.settings()?.local_defaults;
                print(&RuleItem::new(rules::get_on(&id, on)?, on, &defaults, options.language))
            }
            Question::Instruments(options) => print(&InstrumentItem::all(options.language)),
            Question::LocalDefaults(options) => {
                print(&LocalDefaultItem::all(&options.common.settings()?.local_defaults, options.language))
            }
            Question::DueDate(AskDueDate { id, start, options }) => {
                let opened = open(&options.common.settings()?, options.common.clock())?;
                let world = opened.world_now();
                let answer = rules::due_date(&world.calendar, &world.defaults, &id, &start)?;
                print(&DueDate::new(&answer, options.language))
            }
            Question::Term(question) => {
                let answer = rules::term((&question).into())?;
                print(&ComputedTerm::new(&answer, question.options.language)?)
            }
            Question::ProhibitionTerm(AskProhibitionTerm {
                correction,
                order_years,
                order_months,
                order_days,
                commuted_to,
            }) => {
                let order = Term { years: order_years, months: order_months, days: order_days };
                let question = ProhibitionQuestion { correction: (&correction).into(), order, commuted_to };
                let answer = rules::prohibition_term(question)?;
                print(&ComputedProhibitionTerm::new(&answer, correction.options.language)?)
            }
            Question::Written(question) => question.run(),
        }
    }
}

fn print(answer: &impl Serialize) -> Result<ExitCode, Failure> {
    say(&serde_json::to_string_pretty(answer)?);
    Ok(ExitCode::SUCCESS)
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "zh" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        _ => Err("zh or en".to_owned()),
    }
}

fn category(text: &str) -> Result<Category, String> {
    let known = || Category::ALL.iter().map(|word| word.code()).collect::<Vec<_>>().join(", ");
    Category::parse(text).ok_or_else(|| format!("one of {}", known()))
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "a day that exists, YYYY-MM-DD".to_owned())
}
