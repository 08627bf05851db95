//! Archives and assessments (rulebook §3, §11; TV-33 … TV-36, TV-84).

use domain::{
    archive::{ArchiveFacts, archive_contents, archive_transfer},
    assessment::{CommissionQuestion, EarlierOpinion, assessment_clock, commission},
    code::{ArchiveItem, AssessmentPurpose, Category},
};

use crate::support::day;

#[test]
fn a_file_goes_to_the_county_archive_after_ten_years() {
    assert_eq!(archive_transfer(day("2026-12-31"), None).unwrap().from, day("2036-12-31"), "TV-84");
    let extended = archive_transfer(day("2026-12-31"), Some(day("2041-12-31"))).unwrap();
    assert_eq!((extended.from, extended.rule.as_str()), (day("2041-12-31"), "AR-T"));
    assert_eq!(archive_transfer(day("2026-12-31"), Some(day("2036-12-30"))).unwrap_err().parameter(), "extended_to");
}

#[test]
fn the_contents_follow_from_what_happened() {
    let missing = |facts: ArchiveFacts, present: &[ArchiveItem]| -> Vec<ArchiveItem> {
        let due = archive_contents(facts, present);
        due.into_iter().filter(|due| due.required && !due.present).map(|due| due.item).collect()
    };
    let bare = ArchiveFacts::new(Category::Probation);
    assert_eq!(
        missing(bare, &[ArchiveItem::Cover]),
        [ArchiveItem::LegalDocuments, ArchiveItem::Delivery, ArchiveItem::InspectionList]
    );
    let reported = ArchiveFacts { reported: true, ..bare };
    assert!(!missing(reported, &[]).contains(&ArchiveItem::Medical));
    let outside = ArchiveFacts { category: Category::TemporaryOutsidePrison, ..reported };
    assert!(missing(outside, &[]).contains(&ArchiveItem::Medical));
    for (facts, item) in [
        (ArchiveFacts { assessed: true, ..bare }, ArchiveItem::Assessment),
        (ArchiveFacts { searched_for: true, ..bare }, ArchiveItem::Search),
        (ArchiveFacts { released: true, ..bare }, ArchiveItem::Release),
        (ArchiveFacts { terminated: true, ..bare }, ArchiveItem::Termination),
        (ArchiveFacts { positioned: true, ..bare }, ArchiveItem::Positioning),
    ] {
        assert!(missing(facts, &[]).contains(&item) && !missing(bare, &[]).contains(&item), "{item}");
    }
}

#[test]
fn the_limit_begins_anew_with_the_completed_papers() {
    let ask = |completed: Option<&str>, fast_track| {
        let clock = assessment_clock(day("2026-04-30"), completed.map(day), fast_track).unwrap();
        (clock.rule, clock.starts_on)
    };
    assert_eq!(ask(None, false), ("A-6".to_owned(), day("2026-04-30")), "TV-33");
    assert_eq!(ask(Some("2026-05-08"), false), ("A-8n".to_owned(), day("2026-05-08")), "TV-33");
    assert_eq!(ask(Some("2026-05-08"), true), ("A-8f".to_owned(), day("2026-05-08")), "TV-33");
    assert_eq!(
        assessment_clock(day("2026-04-30"), Some(day("2026-04-29")), false).unwrap_err().parameter(),
        "completed_on"
    );
}

#[test]
fn nothing_is_assessed_twice_and_nothing_after_the_decision() {
    let earlier = EarlierOpinion { purpose: AssessmentPurpose::Parole, issued_on: day("2026-01-10"), same_case: false };
    let ask = |received_on: &str, change: fn(&mut CommissionQuestion)| {
        let mut question = CommissionQuestion {
            purpose: AssessmentPurpose::Parole,
            received_on: day(received_on),
            decided_on: None,
            earlier: Some(earlier),
            changed: false,
        };
        change(&mut question);
        commission(question).unwrap().is_ok()
    };
    for (received_on, accepted) in
        [("2026-06-20", false), ("2026-07-09", false), ("2026-07-10", false), ("2026-07-11", true)]
    {
        assert_eq!(ask(received_on, |_| ()), accepted, "TV-35 {received_on}");
    }
    assert!(ask("2026-06-20", |question| question.changed = true));
    assert!(ask("2026-06-20", |question| question.purpose = AssessmentPurpose::Probation));
    assert!(!ask("2026-12-01", |question| question.earlier =
        question.earlier.map(|earlier| EarlierOpinion { same_case: true, ..earlier })));
    assert!(!ask("2026-12-01", |question| question.decided_on = Some(day("2026-11-30"))), "TV-36");
    assert!(!ask("2026-12-01", |question| question.decided_on = Some(day("2026-12-01"))), "TV-36");
    assert!(ask("2026-12-01", |question| question.decided_on = Some(day("2026-12-02"))));
}
