//! What records and proceedings say about the grounds of revocation and committal.

use super::{
    absences::{Absence, absences},
    found::FoundFact,
    outside::{Calling, calling},
};
use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Breach, Category, Code, Outcome, ProceedingKind, ReportOutcome},
    judgement::knows_prohibition,
    proceedings::{
        ActCode, Content, Proceeding,
        breach_inquiry::{found, known_on_paper},
        ladder::{Breached, imposed_on},
        lost_contact_search::out_of_contact,
        measure::inquiry_of,
    },
    records::RecordContent,
    revocation::{LongAbsence, OutsidePrison, ProhibitionBreaches, RevocationQuestion},
    time::{Date, Instant, local_day},
};

/// How many warnings make "twice".
const TWICE: usize = 2;

/// A breach that an inquiry found.
struct FoundBreach<'a> {
    inquiry: &'a Proceeding,
    breached: Breached,
    on: Date,
}

/// A measure that was imposed and stands.
struct Imposed<'a> {
    measure: &'a Proceeding,
    on: Date,
}

/// All that bears on the grounds.
pub(super) struct Sources<'a> {
    case: &'a CaseFile,
    today: Date,
    breaches: Vec<FoundBreach<'a>>,
    absences: Vec<Absence<'a>>,
    warnings: Vec<Imposed<'a>>,
    punishments: Vec<Imposed<'a>>,
    calling: Vec<Calling<'a>>,
    warnings_on_paper: usize,
    punishments_on_paper: usize,
}

impl<'a> Sources<'a> {
    pub(super) fn of(case: &'a CaseFile, calendar: &'a Calendar, at: Instant) -> Self {
        let today = local_day(at);
        let proceedings = || case.proceedings.iter();
        let breaches = proceedings().filter_map(|inquiry| {
            let (breached, on) = found(inquiry)?;
            Some(FoundBreach { inquiry, breached, on })
        });
        let imposed = |kind: ProceedingKind| {
            let of_kind = proceedings().filter(move |measure| measure.kind() == kind);
            let mut imposed: Vec<_> =
                of_kind.filter_map(|measure| Some(Imposed { measure, on: imposed_on(measure)? })).collect();
            imposed.sort_by_key(|imposed| imposed.on);
            imposed
        };
        let on_paper = |count: fn(&Proceeding) -> u32| {
            proceedings().map(count).max().and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
        };
        Self {
            case,
            today,
            breaches: breaches.collect(),
            absences: absences(case, calendar, at),
            warnings: imposed(ProceedingKind::Warning),
            punishments: imposed(ProceedingKind::PolicePunishment),
            calling: calling(case, calendar, at),
            warnings_on_paper: on_paper(|inquiry| known_on_paper(inquiry).warnings),
            punishments_on_paper: on_paper(|inquiry| known_on_paper(inquiry).police_punishments),
        }
    }

    /// The question of the law, with everything that the case file answers; whether conduct was corrected is left open.
    pub(super) fn question(&self) -> RevocationQuestion {
        let category = self.case.order.category;
        let warnings = self.warnings.len().saturating_add(self.warnings_on_paper);
        let punishments = self.punishments.len().saturating_add(self.punishments_on_paper);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        RevocationQuestion {
            term_ends_on: self.case.order.supervision_ends_on,
            prohibition_breaches: self.prohibition_breaches(),
            absence: self.longest_absence(),
            warnings: count(warnings),
            police_punishments: count(punishments),
            other_breach: !self.breaches.is_empty() || self.unexcused().next().is_some(),
            outside_prison: (category == Category::TemporaryOutsidePrison).then(|| self.outside_prison()),
            ..RevocationQuestion::new(category, self.today)
        }
    }

    fn unexcused(&self) -> impl Iterator<Item = &Absence<'a>> {
        self.absences.iter().filter(|absence| !absence.span.legitimate_reason)
    }

    fn longest_absence(&self) -> Option<LongAbsence> {
        let length = |absence: &&Absence<'a>| {
            let LongAbsence { from, to, legitimate_reason } = absence.span;
            (!legitimate_reason, to.signed_duration_since(from).num_days())
        };
        self.absences.iter().max_by_key(length).map(|absence| absence.span)
    }

    fn is_of_prohibition(breach: &FoundBreach<'_>) -> bool {
        breach.breached == Breached::Conduct(Breach::ProhibitionMinor)
    }

    fn prohibition_breaches(&self) -> Option<ProhibitionBreaches> {
        if !knows_prohibition(self.case.order.category) {
            return None;
        }
        let breaches: Vec<_> = self.breaches.iter().filter(|breach| Self::is_of_prohibition(breach)).collect();
        let punished = self.punishments.iter().find(|imposed| {
            let Content::PolicePunishment(content) = &imposed.measure.content else { return false };
            breaches.iter().any(|breach| breach.inquiry.id == content.inquiry_id)
        });
        let count = u32::try_from(breaches.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| ProhibitionBreaches {
            count,
            after_punishment: punished.is_some_and(|imposed| breaches.iter().any(|breach| breach.on > imposed.on)),
            serious_harm: false,
            otherwise_serious: Outcome::NeedsJudgement,
        })
    }

    /// Whether anything happened after a day that shows the conduct uncorrected; else a person must judge.
    fn uncorrected_since(&self, day: Option<Date>) -> Outcome {
        let later = day.is_some_and(|day| {
            self.breaches.iter().any(|breach| breach.on > day)
                || self.unexcused().any(|absence| absence.span.to > day && absence.span.from >= day)
        });
        if later { Outcome::Met } else { Outcome::NeedsJudgement }
    }

    /// The day on which the n-th of some measures was imposed; those of the paper file came first, before the first day of the term
    /// that is looked at.
    fn nth_on(&self, imposed: &[Imposed<'_>], on_paper: usize, nth: usize) -> Option<Date> {
        match nth.saturating_sub(on_paper).checked_sub(1) {
            Some(place) => imposed.get(place).map(|imposed| imposed.on),
            None => self.case.term_starts_on(),
        }
    }

    pub(super) fn uncorrected_since_warnings(&self) -> Outcome {
        self.uncorrected_since(self.nth_on(&self.warnings, self.warnings_on_paper, TWICE))
    }

    pub(super) fn uncorrected_since_punishment(&self) -> Outcome {
        self.uncorrected_since(self.nth_on(&self.punishments, self.punishments_on_paper, 1))
    }

    /// What is recorded of one outside prison. Whether the conditions were ever fulfilled, no proceeding says.
    fn outside_prison(&self) -> OutsidePrison {
        let refuses = self.case.proceedings.iter().filter_map(out_of_contact).filter_map(|(_, finding)| finding);
        let refuses = if refuses.into_iter().any(|finding| finding.refuses_supervision) {
            Outcome::Met
        } else if self.unexcused().next().is_some() {
            Outcome::NeedsJudgement
        } else {
            Outcome::NotMet
        };
        let order = &self.case.order;
        let period_over = order.temporary_period_ends_on.is_some_and(|ends_on| ends_on < self.today);
        OutsidePrison {
            refuses_to_report_whereabouts: refuses,
            reexamination_refused: self.reexamination_refused(),
            ground_disappeared: self.medical("IM-49-6").or(if period_over {
                Outcome::NeedsJudgement
            } else {
                Outcome::NotMet
            }),
            guarantor_lost: self.medical("IM-49-7") == Outcome::Met,
            ..OutsidePrison::default()
        }
    }

    /// What the medical matters that call for committal say of a ground.
    fn medical(&self, rule: &str) -> Outcome {
        self.calling.iter().filter(|calling| calling.is(rule)).map(Calling::outcome).max().unwrap_or(Outcome::NotMet)
    }

    /// The medical matters that call for committal on a ground.
    pub(super) fn medical_links(&self, rule: &str) -> Vec<FoundFact> {
        self.calling.iter().filter(|calling| calling.is(rule)).map(Calling::fact).collect()
    }

    fn withheld(&self) -> impl Iterator<Item = &FoundBreach<'a>> {
        let withheld = Breached::Conduct(Breach::ReexaminationWithheld);
        self.breaches.iter().filter(move |breach| breach.breached == withheld)
    }

    /// The day of the first warning for a re-examination withheld.
    fn warned_for_reexamination(&self) -> Option<&Imposed<'a>> {
        self.warnings.iter().find(|imposed| {
            let inquiry_id = inquiry_of(&imposed.measure.content);
            self.withheld().any(|breach| Some(breach.inquiry.id) == inquiry_id)
        })
    }

    fn reexamination_refused(&self) -> Outcome {
        if self.medical("IM-49-5") == Outcome::Met {
            return Outcome::Met;
        }
        let Some(warned) = self.warned_for_reexamination() else { return Outcome::NotMet };
        if self.withheld().any(|breach| breach.on > warned.on) {
            return Outcome::Met;
        }
        let handed_in = self.case.order.reexamined_on.is_some_and(|on| on >= warned.on);
        if handed_in { Outcome::NotMet } else { Outcome::NeedsJudgement }
    }

    fn breach_fact(breach: &FoundBreach<'_>) -> FoundFact {
        let what = match breach.breached {
            Breached::Conduct(breach) => breach.code().to_owned(),
            Breached::Absence(absence) => absence.event.code().to_owned(),
        };
        FoundFact::counted("breach", format!("{} {} {what}", breach.inquiry.number, breach.on))
            .in_proceeding(breach.inquiry.id, breach.inquiry.last(ActCode::Decisions).map(|step| step.id))
    }

    fn measure_facts(name: &str, imposed: &[Imposed<'_>], on_paper: usize) -> Vec<FoundFact> {
        let fact = |imposed: &Imposed<'_>| {
            let step = imposed.measure.last(ActCode::Results).or_else(|| imposed.measure.last(ActCode::Decisions));
            FoundFact::counted(name, format!("{} {}", imposed.measure.number, imposed.on))
                .in_proceeding(imposed.measure.id, step.map(|step| step.id))
        };
        let paper = (on_paper > 0).then(|| FoundFact::counted(&format!("{name}_on_paper"), on_paper.to_string()));
        paper.into_iter().chain(imposed.iter().map(fact)).collect()
    }

    pub(super) fn prohibition_links(&self) -> Vec<FoundFact> {
        self.breaches.iter().filter(|breach| Self::is_of_prohibition(breach)).map(Self::breach_fact).collect()
    }

    pub(super) fn warning_links(&self) -> Vec<FoundFact> {
        let after = self.nth_on(&self.warnings, self.warnings_on_paper, TWICE);
        let mut links = Self::measure_facts("warning", &self.warnings, self.warnings_on_paper);
        links.extend(self.after(after));
        links
    }

    pub(super) fn punishment_links(&self) -> Vec<FoundFact> {
        let after = self.nth_on(&self.punishments, self.punishments_on_paper, 1);
        let mut links = Self::measure_facts("police_punishment", &self.punishments, self.punishments_on_paper);
        links.extend(self.after(after));
        links
    }

    /// The breaches after a day.
    fn after(&self, day: Option<Date>) -> impl Iterator<Item = FoundFact> {
        let later = self.breaches.iter().filter(move |breach| day.is_some_and(|day| breach.on > day));
        later.map(Self::breach_fact)
    }

    pub(super) fn reexamination_links(&self) -> Vec<FoundFact> {
        let warned = self.warned_for_reexamination();
        let fact = |imposed: &Imposed<'_>| {
            FoundFact::counted("warning", format!("{} {}", imposed.measure.number, imposed.on))
                .in_proceeding(imposed.measure.id, None)
        };
        warned.map(fact).into_iter().chain(self.withheld().map(Self::breach_fact)).collect()
    }

    pub(super) fn fixed_period(&self) -> Vec<FoundFact> {
        let ends_on = self.case.order.temporary_period_ends_on;
        ends_on.map(|ends_on| FoundFact::counted("temporary_period_ends_on", ends_on.to_string())).into_iter().collect()
    }

    pub(super) fn absence_links(&self) -> Vec<FoundFact> {
        let fact = |absence: &Absence<'_>| {
            let LongAbsence { from, to, legitimate_reason } = absence.span;
            let excused = if legitimate_reason { " excused" } else { "" };
            let fact = FoundFact::counted("absence", format!("{from}/{to}{excused}"));
            match absence.told_by {
                Some(told_by) => fact.in_proceeding(told_by.id, None),
                None => fact,
            }
        };
        self.absences.iter().map(fact).collect()
    }

    /// Breaches found, and days on which the person did not come, which are not breaches before they are inquired into.
    pub(super) fn breach_links(&self) -> Vec<FoundFact> {
        let missed = self.case.records.iter().filter(|record| record.counts()).filter(|record| {
            if let RecordContent::Report(report) = &record.content {
                report.outcome == ReportOutcome::DidNotCome
            } else if let RecordContent::Attendance(attendance) = &record.content {
                !attendance.present
            } else {
                false
            }
        });
        let missed = missed.map(|record| {
            FoundFact::counted("did_not_come", format!("{} {}", record.content.kind(), record.day()))
                .in_record(record.id)
        });
        self.breaches.iter().map(Self::breach_fact).chain(missed).collect()
    }
}
