//! What an act states in words and days, looked at in the same way whatever the kind.

use super::{Act, ArrestDecision, ArrestRequest, Fault, Review};
use crate::time::{Date, local_day};

/// The longest reason, in characters.
const REASON: usize = 500;

/// The longest account of facts, in characters.
const ACCOUNT: usize = 2_000;

/// The longest minutes, in characters.
const MINUTES: usize = 4_000;

/// The longest view of one who took part in a review, in characters.
const VIEW: usize = 1_000;

/// The longest place, in characters.
const PLACE: usize = 200;

/// The longest name of an organ, of a person, or number of a paper, in characters.
const NAME: usize = 100;

/// The longest name of a person, or word for what one is to another, in characters.
const PERSON: usize = 50;

/// What is stated in an act: its words, each with the member and the limit, and its days.
#[derive(Default)]
struct Stated<'a> {
    words: Vec<(&'static str, &'a str, usize)>,
    days: Vec<(&'static str, Date)>,
}

impl<'a> Stated<'a> {
    fn words(words: impl IntoIterator<Item = (&'static str, &'a str, usize)>) -> Self {
        Self { words: words.into_iter().collect(), days: Vec::new() }
    }

    fn word_if(mut self, pointer: &'static str, word: Option<&'a String>, max: usize) -> Self {
        self.words.extend(word.map(|word| (pointer, word.as_str(), max)));
        self
    }

    fn days(mut self, days: impl IntoIterator<Item = (&'static str, Date)>) -> Self {
        self.days.extend(days);
        self
    }
}

impl Act {
    /// What is wrong with its words and days by themselves.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let Stated { words, days } = self.stated();
        let words = words.into_iter().filter_map(|(pointer, text, max)| Fault::of_length(pointer, text, max));
        words.chain(days.into_iter().filter_map(|(pointer, day)| Fault::of_day(pointer, day))).collect()
    }

    #[expect(clippy::too_many_lines, reason = "one arm an act: a table to be read")]
    fn stated(&self) -> Stated<'_> {
        match self {
            Self::Submissions(_)
            | Self::Endorsements(_)
            | Self::Supplements(_)
            | Self::ArrestExecutions(_)
            | Self::Withdrawals(_)
            | Self::Countersignatures(_)
            | Self::Closures(_)
            | Self::Enquiries(_)
            | Self::Summaries(_)
            | Self::Handovers(_)
            | Self::Receptions(_)
            | Self::PapersCompletions(_)
            | Self::Answers(_) => Stated::default(),
            Self::Reviews(body) => of_review(body),
            Self::Arrests(body) => of_arrest(body),
            Self::ArrestDecisions(body) => of_arrest_decision(body),
            Self::ArrestReleases(body) => Stated::words([("/reason", body.reason.as_str(), REASON)]),
            Self::Decisions(body) => Stated::words(body.on_paper.iter().flat_map(|paper| {
                [
                    ("/on_paper/organ", paper.organ.as_str(), NAME),
                    ("/on_paper/document_number", paper.document_number.as_str(), NAME),
                ]
            })),
            Self::Deliveries(body) => Stated::default().word_if("/receipt_number", body.receipt_number.as_ref(), NAME),
            Self::Arrivals(body) => Stated::default().days([("/reported_on", body.reported_on)]),
            Self::Returns(body) => Stated::default().days([("/returned_on", body.returned_on)]),
            Self::Extensions(body) => {
                Stated::words([("/reason", body.reason.as_str(), REASON)]).days([("/until", body.until)])
            }
            Self::Deferrals(body) => Stated::words([("/reason", body.reason.as_str(), REASON)]),
            Self::Annulments(body) => Stated::words([("/reason", body.reason.as_str(), REASON)]),
            Self::Results(body) => Stated::words([("/organ", body.organ.as_str(), NAME)])
                .word_if("/document_number", body.document_number.as_ref(), NAME)
                .days(body.fixed_on.map(|day| ("/fixed_on", day))),
            Self::Rulings(body) => Stated::words([("/court", body.court.as_str(), NAME)])
                .word_if("/document_number", body.document_number.as_ref(), NAME)
                .days(body.made_on.map(|day| ("/made_on", day)))
                .days(body.ends_on.map(|day| ("/ends_on", day)))
                .days(body.prohibition_ends_on.map(|day| ("/prohibition_ends_on", day))),
            Self::Entries(body) => Stated::words([("/text", body.text.as_str(), ACCOUNT)]),
            Self::InvestigationReports(body) => Stated::words([
                ("/residence", body.residence.as_str(), ACCOUNT),
                ("/family_and_ties", body.family_and_ties.as_str(), ACCOUNT),
                ("/consequences", body.consequences.as_str(), ACCOUNT),
                ("/views", body.views.as_str(), ACCOUNT),
                ("/danger", body.danger.as_str(), ACCOUNT),
                ("/influence", body.influence.as_str(), ACCOUNT),
            ])
            .word_if("/prohibitions", body.prohibitions.as_ref(), ACCOUNT),
            Self::HandlingProposals(body) => Stated::words([("/findings", body.findings.as_str(), ACCOUNT)]),
            Self::Searches(body) => {
                Stated::words([("/place", body.place.as_str(), PLACE), ("/result", body.result.as_str(), ACCOUNT)])
            }
            Self::Findings(body) => {
                Stated::words([("/place", body.place.as_str(), PLACE), ("/found_by", body.found_by.as_str(), NAME)])
                    .word_if("/legitimate_reason", body.legitimate_reason.as_ref(), REASON)
                    .days([("/found_at", local_day(body.found_at))])
            }
            Self::PapersRequests(body) => Stated::words([("/missing", body.missing.as_str(), REASON)]),
            Self::PaperReturns(body) => Stated::words([("/reason", body.reason.as_str(), REASON)]),
            Self::Publications(body) => Stated::default().days([("/from", body.from), ("/to", body.to)]),
            Self::ReplyProposals(body) => Stated::words([("/text", body.text.as_str(), ACCOUNT)]).word_if(
                "/reasons",
                body.reasons.as_ref(),
                ACCOUNT,
            ),
            Self::Referrals(body) => {
                Stated::words([("/organ", body.organ.as_str(), NAME), ("/reason", body.reason.as_str(), REASON)])
            }
            Self::Objections(body) => Stated::words([("/text", body.text.as_str(), ACCOUNT)]),
            Self::Pronouncements(body) => {
                Stated::words(body.present.iter().map(|name| ("/present", name.as_str(), NAME)))
            }
            Self::Certificates(body) => Stated::words([("/document_number", body.document_number.as_str(), NAME)]),
            Self::ReexaminationSubmissions(body) => Stated::words([
                ("/hospital", body.hospital.as_str(), NAME),
                ("/findings", body.findings.as_str(), ACCOUNT),
            ])
            .days([("/examined_on", body.examined_on)]),
            Self::Verifications(body) => Stated::words([("/verified_with", body.verified_with.as_str(), NAME)]),
            Self::Rejections(body) => Stated::words([("/reason", body.reason.as_str(), REASON)]),
            Self::Educations(body) => {
                Stated::words([("/text", body.text.as_str(), ACCOUNT)]).days(body.until.map(|day| ("/until", day)))
            }
            Self::Excuses(body) => {
                Stated::words([("/reason", body.reason.as_str(), REASON)]).days([("/until", body.until)])
            }
            Self::Arrangements(body) => Stated::default().days([("/arranged_for", body.arranged_for)]),
            Self::HospitalReports(body) => Stated::words([("/findings", body.findings.as_str(), ACCOUNT)])
                .word_if("/document_number", body.document_number.as_ref(), NAME)
                .days([("/issued_on", body.issued_on), ("/findings_on", body.findings_on)]),
            Self::Nominations(body) => {
                Stated::words([("/name", body.name.as_str(), PERSON), ("/relation", body.relation.as_str(), PERSON)])
            }
        }
    }
}

fn of_review(body: &Review) -> Stated<'_> {
    let participants = body.participants.iter().flat_map(|participant| {
        [("/participants", participant.name.as_str(), PERSON), ("/participants", participant.view.as_str(), VIEW)]
    });
    Stated::words(participants).word_if("/minutes", body.minutes.as_ref(), MINUTES)
}

fn of_arrest(body: &ArrestRequest) -> Stated<'_> {
    Stated::words([("/reasons", body.reasons.as_str(), ACCOUNT)]).days([("/received_at", local_day(body.received_at))])
}

fn of_arrest_decision(body: &ArrestDecision) -> Stated<'_> {
    Stated::words([("/court", body.court.as_str(), NAME)])
        .word_if("/document_number", body.document_number.as_ref(), NAME)
        .days([("/decided_at", local_day(body.decided_at))])
}
