//! Records and the correction group: what is entered, what is refused, what follows.

use chrono::TimeDelta;
use domain::{
    calendar::Calendar,
    case_file::{CaseFile, standing},
    code::{
        ActivityKind, Audience, Category, CheckMeans, CheckOutcome, Code, ConditionCode, MeetingPlace,
        PronouncementItem, ReceptionMethod, ReceptionPlace, ReportMethod, ReportOutcome, Sex, Status, TeamRole,
    },
    defaults::DefaultKey,
    ids::RecordId,
    records::{
        Attendance, Capture, CorrectionPlan, CorrectionTeam, ExitRestriction, HealthReport, InformationCheck,
        NotEntered, Pronouncement, Reception, Record, RecordContent, Report, Talk, TeamMember, Visit, enter,
    },
    supervisee::Order,
    time::start_of_day,
};
use uuid::Uuid;

use crate::{
    proceedings::play::{Who, at, case, settled},
    support::day,
};

fn record(content: impl Into<RecordContent>, date: &str) -> Record {
    Record {
        id: RecordId::from_uuid(Uuid::nil()),
        content: content.into(),
        happened_at: at(date),
        by: Who::Officer.signer(),
        recorded_at: at(date),
        papers: Vec::new(),
        capture: None,
        voided: None,
    }
}

fn enters(case: &CaseFile, content: impl Into<RecordContent>, date: &str) -> Result<(), NotEntered> {
    enter(case, &record(content, date), at(date))
}

fn refused(result: Result<(), NotEntered>) -> String {
    match result {
        Err(NotEntered::Refused(refusal)) => {
            assert!(!refusal.facts.is_empty() && !refusal.remedy.zh.is_empty(), "{refusal:?}");
            assert!(domain::rulebook::rule(&refusal.rule).is_some(), "{refusal:?}");
            refusal.rule
        }
        other => panic!("{other:?}"),
    }
}

fn faults(result: Result<(), NotEntered>) -> Vec<(String, &'static str)> {
    match result {
        Err(NotEntered::Faults(faults)) => faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect(),
        other => panic!("{other:?}"),
    }
}

fn minor() -> CaseFile {
    let mut minor = case(Category::Probation);
    minor.person.birth_date = Some(day("2009-01-01"));
    minor
}

fn unreceived() -> CaseFile {
    let mut unreceived = case(Category::Probation);
    unreceived.order.reported_on = None;
    unreceived
}

fn reception() -> Reception {
    Reception {
        method: ReceptionMethod::SelfReport,
        place: ReceptionPlace::Agency,
        identity_verified: true,
        missing_papers: None,
        papers_requested_on: None,
    }
}

#[test]
fn a_reception_begins_supervision_papers_or_no_papers() {
    let case = unreceived();
    let papers = Reception {
        missing_papers: Some("执行通知书".to_owned()),
        papers_requested_on: Some(day("2026-03-16")),
        ..reception()
    };
    assert_eq!(enters(&case, papers.clone(), "2026-03-16"), Ok(()));
    let before = standing(&case, &Calendar::builtin(), at("2026-03-16"));
    assert_eq!(before.status, Status::AwaitingIntake);
    let received = case.with(Vec::new(), vec![record(papers, "2026-03-16")]);
    assert_eq!(received.order.papers_requested_on, Some(day("2026-03-16")));
    assert_eq!(standing(&received, &Calendar::builtin(), at("2026-03-16")).status, Status::UnderSupervision);
    assert_eq!(standing(&received, &Calendar::builtin(), at("2026-03-15")).status, Status::AwaitingIntake);
    assert_eq!(refused(enters(&received, reception(), "2026-03-17")), "CCL-22");
    let stranger = Reception { identity_verified: false, ..reception() };
    assert_eq!(
        faults(enters(&unreceived(), stranger, "2026-03-16")),
        [("/content/identity_verified".to_owned(), "must_be_verified")]
    );
}

#[test]
fn a_voided_record_no_longer_counts() {
    let mut voided = record(reception(), "2026-03-16");
    voided.voided =
        Some(domain::records::Voiding {
            reason: "录错人员".to_owned(), by: Who::Head.signer(), at: at("2026-03-17")
        });
    assert_eq!(unreceived().with(Vec::new(), vec![voided]).order.reported_on, None);
}

#[test]
fn nothing_is_entered_before_it_happened() {
    let talk = Talk { place: MeetingPlace::Office, text: "思想汇报".to_owned() };
    let record = record(talk, "2026-06-01");
    assert_eq!(enter(&case(Category::Probation), &record, record.happened_at), Ok(()));
    let early = enter(&case(Category::Probation), &record, record.happened_at - TimeDelta::seconds(1));
    assert_eq!(faults(early), [("/happened_at".to_owned(), "in_the_future")]);
}

#[test]
fn not_coming_and_a_failed_network_are_different_facts_and_both_name_the_day() {
    let case = case(Category::Probation);
    let report = |outcome, scheduled_on: Option<&str>, text: Option<&str>| Report {
        method: ReportMethod::InPerson,
        scheduled_on: scheduled_on.map(day),
        outcome,
        text: text.map(str::to_owned),
        changes: Vec::new(),
    };
    assert_eq!(enters(&case, report(ReportOutcome::Made, None, Some("本周情况正常")), "2026-06-01"), Ok(()));
    assert_eq!(
        faults(enters(&case, report(ReportOutcome::Made, None, None), "2026-06-01")),
        [("/content/text".to_owned(), "required")]
    );
    for outcome in [ReportOutcome::DidNotCome, ReportOutcome::TechnicalFailure] {
        assert_eq!(enters(&case, report(outcome, Some("2026-06-01"), None), "2026-06-01"), Ok(()));
        assert_eq!(
            faults(enters(&case, report(outcome, None, None), "2026-06-01")),
            [("/content/scheduled_on".to_owned(), "required")]
        );
    }
    let check = |outcome, text: Option<&str>| InformationCheck {
        means: CheckMeans::Phone,
        outcome,
        text: text.map(str::to_owned),
    };
    assert_eq!(enters(&case, check(CheckOutcome::InOrder, None), "2026-06-01"), Ok(()));
    for outcome in [CheckOutcome::NoContact, CheckOutcome::TechnicalFailure, CheckOutcome::Irregular] {
        assert_eq!(
            faults(enters(&case, check(outcome, None), "2026-06-01")),
            [("/content/text".to_owned(), "required")]
        );
    }
}

#[test]
fn a_health_report_is_for_temporary_execution_and_moves_its_clock() {
    let report = HealthReport { text: "血压稳定".to_owned() };
    for category in [Category::PublicSurveillance, Category::Probation, Category::Parole] {
        assert_eq!(refused(enters(&case(category), report.clone(), "2026-06-01")), "M-4");
    }
    let ill = case(Category::TemporaryOutsidePrison);
    assert_eq!(enters(&ill, report.clone(), "2026-06-01"), Ok(()));
    let later = Order { health_reported_on: Some(day("2026-06-20")), ..ill.order.clone() };
    let known = CaseFile { order: later, ..ill.clone() }.with(Vec::new(), vec![record(report.clone(), "2026-06-01")]);
    assert_eq!(
        known.order.health_reported_on,
        Some(day("2026-06-20")),
        "an earlier report does not set the clock back"
    );
    let known = ill.with(Vec::new(), vec![record(report, "2026-06-01")]);
    assert_eq!(known.order.health_reported_on, Some(day("2026-06-01")));
}

#[test]
fn a_minor_is_not_put_among_adults_and_not_pronounced_in_public() {
    let attendance = |audience| Attendance {
        activity: ActivityKind::Education,
        title: "法治教育".to_owned(),
        audience,
        present: true,
        absence_reason: None,
        minutes: 60,
    };
    assert_eq!(refused(enters(&minor(), attendance(Audience::Adults), "2026-06-01")), "MN-1");
    assert_eq!(enters(&minor(), attendance(Audience::Minors), "2026-06-01"), Ok(()));
    assert_eq!(enters(&minor(), attendance(Audience::Individual), "2026-06-01"), Ok(()));
    assert_eq!(enters(&case(Category::Probation), attendance(Audience::Adults), "2026-06-01"), Ok(()));
    let absent = Attendance { present: false, ..attendance(Audience::Minors) };
    assert_eq!(faults(enters(&minor(), absent, "2026-06-01")), [("/content/minutes".to_owned(), "does_not_go_with")]);
    let pronouncement = |public, guardian_notified| Pronouncement {
        chaired_by: "王强".to_owned(),
        items: PronouncementItem::ALL.to_vec(),
        present: Vec::new(),
        public,
        guardian_notified,
        signed: true,
    };
    assert_eq!(refused(enters(&minor(), pronouncement(true, true), "2026-06-01")), "R-14");
    assert_eq!(refused(enters(&minor(), pronouncement(false, false), "2026-06-01")), "R-14");
    assert_eq!(enters(&minor(), pronouncement(false, true), "2026-06-01"), Ok(()));
    assert_eq!(enters(&case(Category::Probation), pronouncement(true, false), "2026-06-01"), Ok(()));
    let short = Pronouncement { items: vec![PronouncementItem::Term], ..pronouncement(true, false) };
    assert_eq!(
        faults(enters(&case(Category::Probation), short, "2026-06-01")),
        [("/content/items".to_owned(), "incomplete")]
    );
}

#[test]
fn a_plan_is_adjusted_with_a_reason() {
    let plan = |adjusted_because: Option<&str>| CorrectionPlan {
        basic_facts: "初犯".to_owned(),
        assessment: "风险低".to_owned(),
        psychological_state: "稳定".to_owned(),
        supervision: "每周报告".to_owned(),
        help: "就业指导".to_owned(),
        adjusted_because: adjusted_because.map(str::to_owned),
    };
    let fresh = case(Category::Probation);
    assert_eq!(enters(&fresh, plan(None), "2026-04-01"), Ok(()));
    let planned = fresh.with(Vec::new(), vec![record(plan(None), "2026-04-01")]);
    assert_eq!(refused(enters(&planned, plan(None), "2026-06-01")), "R-13");
    assert_eq!(enters(&planned, plan(Some("已就业")), "2026-06-01"), Ok(()));
}

#[test]
fn an_exit_restriction_is_a_condition_from_its_first_to_its_last_day() {
    let restriction = ExitRestriction {
        organ: "常德市武陵区人民法院".to_owned(),
        document_number: "（2026）湘0702限1号".to_owned(),
        from: day("2026-04-01"),
        to: Some(day("2026-06-30")),
    };
    let case = case(Category::Probation).with(Vec::new(), vec![record(restriction, "2026-04-01")]);
    for (date, holds) in [("2026-03-31", false), ("2026-04-01", true), ("2026-06-30", true), ("2026-07-01", false)] {
        let standing = standing(&case, &Calendar::builtin(), start_of_day(day(date)));
        let restricted = standing.conditions.iter().any(|condition| condition.code == ConditionCode::ExitRestricted);
        assert_eq!(restricted, holds, "{date}");
        assert!(standing.valid_until.is_some());
    }
}

#[test]
fn the_team_of_a_woman_has_a_woman_and_that_of_a_minor_someone_familiar_with_minors() {
    let member = |sex, familiar_with_minors| TeamMember {
        name: "李明".to_owned(),
        sex,
        role: TeamRole::OfficeStaff,
        familiar_with_minors,
        phone: None,
    };
    let (man, woman) = (member(Sex::Male, false), member(Sex::Female, false));
    let familiar = member(Sex::Male, true);
    for (number, sex, under_age, members, rule) in [
        ("TV-30", Sex::Female, false, vec![man.clone(), man.clone()], Some("CCL-25")),
        ("TV-30 mended", Sex::Female, false, vec![man.clone(), woman.clone()], None),
        ("a man needs none", Sex::Male, false, vec![man.clone()], None),
        ("a minor", Sex::Male, true, vec![man, woman.clone()], Some("MN-1")),
        ("a minor, mended", Sex::Male, true, vec![familiar], None),
        ("a girl", Sex::Female, true, vec![woman], Some("MN-1")),
    ] {
        let mut of_whom = if under_age { minor() } else { case(Category::Probation) };
        of_whom.person.sex = Some(sex);
        let answer = enters(&of_whom, CorrectionTeam { members }, "2026-04-01");
        match rule {
            None => assert_eq!(answer, Ok(()), "{number}"),
            Some(rule) => assert_eq!(refused(answer), rule, "{number}"),
        }
    }
    let nobody = enters(&minor(), CorrectionTeam { members: Vec::new() }, "2026-04-01");
    assert_eq!(faults(nobody), [("/content/members".to_owned(), "length")]);
}

#[test]
fn records_survive_the_way_to_the_disk() {
    let visit =
        Visit {
            place: MeetingPlace::Dwelling, met: true, persons: vec!["母亲".to_owned()], text: "在家".to_owned()
        };
    let content: RecordContent = visit.into();
    let json = serde_json::to_value(&content).unwrap();
    assert_eq!(json["kind"], content.kind().code());
    assert_eq!(serde_json::from_value::<RecordContent>(json).unwrap(), content);
    let capture =
        Capture { device_id: "d1".to_owned(), client_id: String::new(), sequence: 1, device_at: at("2026-06-01") };
    let captured = Record { capture: Some(capture), ..record(content, "2026-06-01") };
    let result = enter(&case(Category::Probation), &captured, at("2026-06-01"));
    assert_eq!(faults(result), [("/capture/client_id".to_owned(), "length")]);
}

#[test]
fn a_case_shows_what_is_missing_late_and_contradictory_and_who_can_close_it() {
    use domain::case_file::defects;
    let codes = |case: &CaseFile, date: &str| -> Vec<(String, String)> {
        defects(case, &Calendar::builtin(), at(date))
            .into_iter()
            .map(|defect| {
                assert!(!defect.basis.zh.is_empty() && !defect.evidence.is_empty(), "{defect:?}");
                (defect.code.code().to_owned(), defect.rule)
            })
            .collect()
    };
    let bare = case(Category::Probation);
    let pair = |code: &str, rule: &str| (code.to_owned(), rule.to_owned());
    let found = codes(&bare, "2026-04-01");
    for rule in ["R-10", "R-11", "R-13"] {
        assert!(found.contains(&pair("missing", rule)), "{rule}: {found:?}");
    }
    let mut delayed = bare.clone();
    delayed.place.defaults = settled(DefaultKey::PlanDays, 30);
    assert!(!codes(&delayed, "2026-04-15").contains(&pair("missing", "R-13")), "thirty days from 16 March");
    assert!(codes(&delayed, "2026-04-16").contains(&pair("missing", "R-13")), "the thirty-first");
    let team = CorrectionTeam {
        members: vec![TeamMember {
            name: "李明".to_owned(),
            sex: Sex::Female,
            role: TeamRole::OfficeStaff,
            familiar_with_minors: false,
            phone: None,
        }],
    };
    let letter = domain::records::ResponsibilityLetter { signed_by: vec!["李明".to_owned()] };
    let grouped = bare.with(Vec::new(), vec![record(team, "2026-03-20"), record(letter, "2026-03-20")]);
    assert!(!codes(&grouped, "2026-04-01").contains(&pair("missing", "R-11")));
    assert!(
        codes(&grouped, "2027-03-13").iter().all(|(code, _)| code != "missing"),
        "nothing is asked for after the end"
    );
}

#[test]
fn a_report_in_person_in_the_middle_of_a_leave_is_a_contradiction() {
    use crate::proceedings::{leave::approved, play::leave};
    let report = |date: &str| {
        let report = Report {
            method: ReportMethod::InPerson,
            scheduled_on: None,
            outcome: ReportOutcome::Made,
            text: Some("到所报告".to_owned()),
            changes: Vec::new(),
        };
        record(report, date)
    };
    for (date, contradicts) in
        [("2026-06-10", false), ("2026-06-11", true), ("2026-06-15", true), ("2026-06-16", false)]
    {
        let mut case = approved(leave("2026-06-10", "2026-06-16")).into_case();
        case.records.push(report(date));
        let found = domain::case_file::defects(&case, &Calendar::builtin(), at("2026-06-20"));
        assert_eq!(found.iter().any(|defect| defect.rule == "L-1"), contradicts, "{date}");
    }
}
