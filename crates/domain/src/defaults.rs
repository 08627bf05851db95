//! Local defaults: what national law leaves open, and how this service decides it (rulebook §18).
//!
//! Each has a key, a value, the reason why it is open, and the rule that it completes. Some are built into the computations and are
//! only shown; the others are settings of the bureau. A setting may tighten what national law says and never loosen it:
//! [`Defaults::check`] refuses that at start, with the rule. Where national law sets no bound, the service sets one against slips of
//! the hand, and says that it is its own.

mod fault;
mod key;
mod reasons;

use std::collections::{BTreeMap, BTreeSet};

pub use fault::{BoundBy, SettingFault};
use fault::{Given, national, own};
pub use key::{DefaultKey, DefaultSource};
use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, Level},
    rulebook::{Deadline, Rule},
    text::Text,
};

/// A value as a configuration states it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Setting {
    /// Not set: the law sets no number and the bureau has none.
    #[default]
    Unset,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u32),
    /// A word.
    Word(String),
    /// One number for each class, from strict to lenient.
    Numbers(Vec<u32>),
    /// One word for each class, from strict to lenient.
    Words(Vec<String>),
}

impl Setting {
    fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

/// One number for each class of management, from strict to lenient.
pub type ByClass = [u32; 3];

/// The defaults that a bureau may set, with the values they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults {
    /// `leave.office_days`: at most 7 (IM 27).
    pub leave_office_days: u32,
    /// `leave.cancel_hours`: a reminder; at most 48, for then the person is out of supervision (OP26 13).
    pub leave_cancel_hours: u32,
    /// `leave.recurring_counts`.
    pub leave_recurring_counts: bool,
    /// `leave.recurring_validity`, in months: at most 6 (IM 29).
    pub leave_recurring_months: u32,
    /// `positioning.max`, in months: at most 3 (CCL 29).
    pub positioning_months: u32,
    /// `medical.extension_under_1m`: the county, or more strictly the city.
    pub medical_extension_under_one_month: Level,
    /// `medical.hospitals`: the hospitals that the provincial government has designated (IM 24); while none is set the service cannot
    /// judge a hospital, and says so.
    pub medical_hospitals: Vec<String>,
    /// `release.notice_days`: at most 5.
    pub release_notice_days: u32,
    /// `class.names`, from strict to lenient.
    pub class_names: [String; 3],
    /// `class.report_frequency`, in days.
    pub class_report_days: Option<ByClass>,
    /// `class.education_hours`, a month.
    pub class_education_hours: Option<ByClass>,
    /// `entry_declaration.days`.
    pub entry_declaration_days: Option<u32>,
    /// `group.days`.
    pub group_days: Option<u32>,
    /// `plan.days`.
    pub plan_days: Option<u32>,
    /// `archive.retention`, in years: at least 10, for a county's files go to the archives after ten (ARR 20), and with the consent of
    /// the archives authority (ARR 19). While it is not set nothing is destroyed.
    pub archive_retention_years: Option<u32>,
    /// The keys that the configuration names, whatever it says of them.
    configured: BTreeSet<DefaultKey>,
}

/// A default, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LocalDefault {
    /// Its key.
    pub key: DefaultKey,
    /// What it decides.
    pub title: Text,
    /// The value it has.
    pub value: Setting,
    /// Where that comes from.
    pub source: DefaultSource,
    /// The value without a setting.
    pub default: Setting,
    /// Whether a bureau may set it; the others are built into the computations.
    pub settable: bool,
    /// The rule that it completes.
    pub rule: &'static str,
    /// Why it is open.
    pub reason: Text,
}

impl Default for Defaults {
    fn default() -> Self {
        Self::national()
    }
}

impl Defaults {
    /// The values of the digest of the law, before any setting.
    #[must_use]
    pub fn national() -> Self {
        Self {
            leave_office_days: 7,
            leave_cancel_hours: 24,
            leave_recurring_counts: false,
            leave_recurring_months: 6,
            positioning_months: 3,
            medical_extension_under_one_month: Level::County,
            medical_hospitals: Vec::new(),
            release_notice_days: 0,
            class_names: ["严格管理", "普通管理", "宽松管理"].map(str::to_owned),
            class_report_days: None,
            class_education_hours: None,
            entry_declaration_days: None,
            group_days: None,
            plan_days: None,
            archive_retention_years: None,
            configured: BTreeSet::new(),
        }
    }

    /// The defaults with these settings of a bureau.
    ///
    /// # Errors
    ///
    /// Every setting that would loosen a national limit or leaves the bounds of the service, that changes what is built in, or that is no value of its key.
    pub fn check(settings: &BTreeMap<DefaultKey, Setting>) -> Result<Self, Vec<SettingFault>> {
        let mut defaults = Self::national();
        defaults.configured = settings.keys().copied().collect();
        let faults: Vec<_> = settings.iter().filter_map(|(key, setting)| defaults.set(*key, setting).err()).collect();
        if faults.is_empty() { Ok(defaults) } else { Err(faults) }
    }

    /// Every default with its value and its source, in the order of the digest.
    #[must_use]
    pub fn list(&self) -> Vec<LocalDefault> {
        DefaultKey::ALL.iter().map(|key| self.get(*key)).collect()
    }

    /// One default with its value and its source.
    #[must_use]
    pub fn get(&self, key: DefaultKey) -> LocalDefault {
        let (zh, en) = key.label();
        let is_configured = self.configured.contains(&key);
        LocalDefault {
            key,
            title: Text::new(zh, en),
            value: self.value(key),
            source: if is_configured { DefaultSource::Configuration } else { DefaultSource::BuiltIn },
            default: Self::national().value(key),
            settable: built_in(key).is_none(),
            rule: reasons::rule(key),
            reason: reasons::why_open(key).text(),
        }
    }

    /// The deadline that a rule sets here: its own, and where a local default decides how long it is, with the number of the default.
    #[must_use]
    pub fn deadline(&self, rule: &Rule) -> Option<Deadline> {
        rule.deadline.map(|deadline| match rule.id {
            "EP-1" => Deadline { n: self.positioning_months, ..deadline },
            "L-5" => Deadline { n: self.leave_recurring_months, ..deadline },
            _ => deadline,
        })
    }

    /// Whether the province has designated this hospital; not known while no hospital is set.
    #[must_use]
    pub fn designates(&self, hospital: &str) -> Option<bool> {
        let named = |own: &String| own.trim() == hospital.trim();
        (!self.medical_hospitals.is_empty()).then(|| self.medical_hospitals.iter().any(named))
    }

    fn set(&mut self, key: DefaultKey, setting: &Setting) -> Result<(), SettingFault> {
        let given = Given { key, setting };
        match key {
            DefaultKey::LeaveOfficeDays => self.leave_office_days = given.number(own(1), national(7))?,
            DefaultKey::LeaveCancelHours => self.leave_cancel_hours = given.number(own(1), own(48))?,
            DefaultKey::LeaveRecurringCounts => self.leave_recurring_counts = given.flag()?,
            DefaultKey::LeaveRecurringValidity => self.leave_recurring_months = given.number(own(1), national(6))?,
            DefaultKey::PositioningMax => self.positioning_months = given.number(own(1), national(3))?,
            DefaultKey::MedicalExtensionUnder1m => self.medical_extension_under_one_month = given.agency()?,
            DefaultKey::MedicalHospitals => self.medical_hospitals = given.words()?,
            DefaultKey::ReleaseNoticeDays => self.release_notice_days = given.number(own(0), own(5))?,
            DefaultKey::ClassNames => self.class_names = given.names()?,
            DefaultKey::ClassReportFrequency => self.class_report_days = given.numbers(own(1), own(90))?,
            DefaultKey::ClassEducationHours => self.class_education_hours = given.numbers(own(0), own(100))?,
            DefaultKey::EntryDeclarationDays => self.entry_declaration_days = given.optional(own(1), own(365))?,
            DefaultKey::GroupDays => self.group_days = given.optional(own(1), own(365))?,
            DefaultKey::PlanDays => self.plan_days = given.optional(own(1), own(365))?,
            DefaultKey::ArchiveRetention => self.archive_retention_years = given.optional(own(10), own(100))?,
            DefaultKey::PeriodFirstDayExcluded
            | DefaultKey::PeriodHolidayShiftForAgency
            | DefaultKey::ProbationStart
            | DefaultKey::TempExecStart
            | DefaultKey::ParoleReportStart
            | DefaultKey::LateReportDayOne
            | DefaultKey::OutOfSupervisionStart
            | DefaultKey::LeaveDayCount
            | DefaultKey::LeaveWindow
            | DefaultKey::LeaveExpiryInstant
            | DefaultKey::WarningValidity
            | DefaultKey::HolidayTable => given.same_as(built_in(key).as_ref())?,
        }
        Ok(())
    }

    fn value(&self, key: DefaultKey) -> Setting {
        let number = |number: Option<u32>| number.map_or(Setting::Unset, Setting::Number);
        let numbers =
            |numbers: Option<ByClass>| numbers.map_or(Setting::Unset, |numbers| Setting::Numbers(numbers.into()));
        match key {
            DefaultKey::LeaveOfficeDays => Setting::Number(self.leave_office_days),
            DefaultKey::LeaveCancelHours => Setting::Number(self.leave_cancel_hours),
            DefaultKey::LeaveRecurringCounts => Setting::Flag(self.leave_recurring_counts),
            DefaultKey::LeaveRecurringValidity => Setting::Number(self.leave_recurring_months),
            DefaultKey::PositioningMax => Setting::Number(self.positioning_months),
            DefaultKey::MedicalExtensionUnder1m => Setting::word(self.medical_extension_under_one_month.code()),
            DefaultKey::MedicalHospitals if self.medical_hospitals.is_empty() => Setting::Unset,
            DefaultKey::MedicalHospitals => Setting::Words(self.medical_hospitals.clone()),
            DefaultKey::ReleaseNoticeDays => Setting::Number(self.release_notice_days),
            DefaultKey::ClassNames => Setting::Words(self.class_names.to_vec()),
            DefaultKey::ClassReportFrequency => numbers(self.class_report_days),
            DefaultKey::ClassEducationHours => numbers(self.class_education_hours),
            DefaultKey::EntryDeclarationDays => number(self.entry_declaration_days),
            DefaultKey::GroupDays => number(self.group_days),
            DefaultKey::PlanDays => number(self.plan_days),
            DefaultKey::ArchiveRetention => number(self.archive_retention_years),
            DefaultKey::PeriodFirstDayExcluded
            | DefaultKey::PeriodHolidayShiftForAgency
            | DefaultKey::ProbationStart
            | DefaultKey::TempExecStart
            | DefaultKey::ParoleReportStart
            | DefaultKey::LateReportDayOne
            | DefaultKey::OutOfSupervisionStart
            | DefaultKey::LeaveDayCount
            | DefaultKey::LeaveWindow
            | DefaultKey::LeaveExpiryInstant
            | DefaultKey::WarningValidity
            | DefaultKey::HolidayTable => built_in(key).unwrap_or_default(),
        }
    }
}

/// What the computations have built in; none for what a bureau may set.
fn built_in(key: DefaultKey) -> Option<Setting> {
    let word = match key {
        DefaultKey::PeriodFirstDayExcluded => return Some(Setting::Flag(true)),
        DefaultKey::PeriodHolidayShiftForAgency => "two_dates",
        DefaultKey::ProbationStart => "execution_notice",
        DefaultKey::TempExecStart => "leaving_prison_or_decision_effective",
        DefaultKey::ParoleReportStart => "alarm_from_ruling_lateness_from_leaving_prison",
        DefaultKey::LateReportDayOne => "day_after_last_permitted_day",
        DefaultKey::OutOfSupervisionStart => "last_contact_or_departure_or_leave_expiry",
        DefaultKey::LeaveDayCount => "both_ends",
        DefaultKey::LeaveWindow => "two_months_ending_on_return_day",
        DefaultKey::LeaveExpiryInstant => "end_of_last_day",
        DefaultKey::WarningValidity => "whole_correction",
        DefaultKey::HolidayTable => "required_per_year",
        DefaultKey::LeaveOfficeDays
        | DefaultKey::LeaveCancelHours
        | DefaultKey::LeaveRecurringCounts
        | DefaultKey::LeaveRecurringValidity
        | DefaultKey::PositioningMax
        | DefaultKey::MedicalExtensionUnder1m
        | DefaultKey::MedicalHospitals
        | DefaultKey::ReleaseNoticeDays
        | DefaultKey::ClassNames
        | DefaultKey::ClassReportFrequency
        | DefaultKey::ClassEducationHours
        | DefaultKey::EntryDeclarationDays
        | DefaultKey::GroupDays
        | DefaultKey::PlanDays
        | DefaultKey::ArchiveRetention => return None,
    };
    Some(Setting::word(word))
}
