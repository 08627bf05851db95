//! Electronic monitoring: grounds, approver, three months, extension, removal (CCL 29; IM 37; EP-1).

use domain::{
    case_file::CaseFile,
    code::{
        Category, ConditionCode, DecisionOutcome, DutyBearer, Level, Permission, PositioningGround,
        ProceedingStatus::{Approved, Closed, ExtensionRequested},
    },
    defaults::DefaultKey,
    proceedings::{
        ActCode, Denied, Extension,
        electronic_monitoring::{ElectronicMonitoringContent, MonitoringGround},
    },
};

use super::{
    play::{
        Play, Who, at, case, closure, decision, delivery, endorsement, faults, leave, minor_case, prohibited_until,
        refused, settled, submission,
    },
    warning::warned,
};
use crate::support::day;

fn ground(ground: PositioningGround) -> MonitoringGround {
    MonitoringGround {
        ground,
        occurred_on: day("2026-04-01"),
        account: "经查属实".to_owned(),
        document_number: None,
        legitimate_reason: false,
    }
}

fn documented(kind: PositioningGround) -> MonitoringGround {
    MonitoringGround { document_number: Some("武矫警字〔2026〕3号".to_owned()), ..ground(kind) }
}

fn monitoring(grounds: Vec<MonitoringGround>) -> ElectronicMonitoringContent {
    ElectronicMonitoringContent {
        grounds,
        starts_on: day("2026-05-15"),
        ends_on: day("2026-08-14"),
        reason: "两次未经批准离开常德市".to_owned(),
        papers: Vec::new(),
    }
}

pub(crate) fn left() -> ElectronicMonitoringContent {
    monitoring(vec![ground(PositioningGround::LeftWithoutApproval)])
}

fn approved_in(case: CaseFile) -> Play {
    let mut play = Play::submitted(case, "2026-05-14", left());
    play.act(Who::JusticeBureauHead, "2026-05-14", decision(DecisionOutcome::Approved)).unwrap();
    play
}

fn approved() -> Play {
    approved_in(case(Category::Probation))
}

fn until(date: &str) -> Extension {
    Extension {
        until: day(date),
        reason: "经评估仍有脱管风险".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn extended(date: &str, to: &str) -> Play {
    let mut play = approved();
    play.act(Who::Officer, date, until(to)).unwrap();
    play.act(Who::Head, date, endorsement(DecisionOutcome::Approved)).unwrap();
    play
}

#[test]
fn only_the_head_of_the_justice_bureau_approves() {
    let play = Play::submitted(case(Category::Probation), "2026-05-14", left());
    assert_eq!(play.assessment("2026-05-14").approver, Some(Level::County));
    for who in [Who::Head, Who::BureauHead, Who::City, Who::Province, Who::Procurator] {
        let denied = play.clone().act(who, "2026-05-14", decision(DecisionOutcome::Approved));
        assert_eq!(denied, Err(Denied::NotPermitted(Permission::MonitoringDecide)), "{who:?}");
    }
    assert_eq!(play.allowed(Who::JusticeBureauHead, "2026-05-14"), [ActCode::Decisions]);
    let mut play = play;
    let status = play.act(Who::JusticeBureauHead, "2026-05-14", decision(DecisionOutcome::Approved)).unwrap();
    assert_eq!(status, Approved);
    assert_eq!(play.untold("2026-05-14"), [DutyBearer::Supervisee]);
    play.act(Who::Officer, "2026-05-15", delivery(DutyBearer::Supervisee)).unwrap();
    assert!(play.untold("2026-05-15").is_empty());
}

#[test]
fn one_of_the_five_grounds_must_be_met_by_facts() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-05-14", content);
    let on = |ground| open(case(Category::Probation), monitoring(vec![ground]));
    assert!(on(ground(PositioningGround::LeftWithoutApproval)).is_ok());
    let reason = MonitoringGround { legitimate_reason: true, ..ground(PositioningGround::LeftWithoutApproval) };
    assert_eq!(refused(on(reason)), "IM-37");
    assert_eq!(refused(on(ground(PositioningGround::RefusesToReport))), "IM-37", "only admonished");
    assert!(on(documented(PositioningGround::RefusesToReport)).is_ok());
    assert_eq!(refused(on(ground(PositioningGround::PolicePunished))), "IM-37");
    assert!(on(documented(PositioningGround::PolicePunished)).is_ok());
    assert!(on(ground(PositioningGround::ProposalImminent)).is_ok());
    let surveillance =
        open(case(Category::PublicSurveillance), monitoring(vec![ground(PositioningGround::ProposalImminent)]));
    assert_eq!(refused(surveillance), "IM-37-5");
    let breach = || monitoring(vec![ground(PositioningGround::ProhibitionBreached)]);
    assert_eq!(refused(open(case(Category::Probation), breach())), "IM-37-1");
    assert_eq!(refused(open(prohibited_until("2026-03-31"), breach())), "IM-37-1", "the order had ended");
    assert!(open(prohibited_until("2026-04-01"), breach()).is_ok());
    let tomorrow =
        MonitoringGround { occurred_on: day("2026-05-15"), ..ground(PositioningGround::LeftWithoutApproval) };
    assert_eq!(refused(on(tomorrow)), "IM-37");
}

#[test]
fn a_measure_that_is_not_decided_is_no_ground() {
    let waiting =
        Play::open(case(Category::Probation), Who::Officer, "2026-05-01", leave("2026-06-10", "2026-06-16")).unwrap();
    let number = waiting.proceeding.number.clone();
    let named = MonitoringGround { document_number: Some(number), ..ground(PositioningGround::RefusesToReport) };
    let open = Play::open(waiting.into_case(), Who::Officer, "2026-05-14", monitoring(vec![named]));
    assert_eq!(refused(open), "IM-37-3");
}

#[test]
fn the_warning_that_a_ground_needs_is_looked_for_in_the_case() {
    let warned = warned(case(Category::Probation), "2026-04-01", "2026-04-10");
    let citing = |number: &str| {
        let document_number = Some(number.to_owned());
        let refusal = MonitoringGround { document_number, ..ground(PositioningGround::RefusesToReport) };
        Play::open(warned.clone(), Who::Officer, "2026-05-14", monitoring(vec![refusal]))
    };
    assert_eq!(refused(citing("〔2026〕1号")), "IM-37-3", "the inquiry");
    assert!(citing("〔2026〕2号").unwrap().warnings("2026-05-14").is_empty(), "the warning");
    assert_eq!(citing("武矫警字〔2025〕9号").unwrap().warnings("2026-05-14"), ["IM-37-3"], "a paper that is not there");
}

#[test]
fn it_lasts_three_months_at_most_to_the_day_before() {
    let open = |ends_on: &str| {
        let content = ElectronicMonitoringContent { ends_on: day(ends_on), ..left() };
        Play::open(case(Category::Probation), Who::Officer, "2026-05-14", content)
    };
    assert!(open("2026-08-14").is_ok());
    assert_eq!(refused(open("2026-08-15")), "EP-1");
    assert_eq!(faults(open("2026-05-14")), [("/ends_on".to_owned(), "end_before_start")]);
    let mut strict = case(Category::Probation);
    strict.place.defaults = settled(DefaultKey::PositioningMax, 2);
    assert_eq!(refused(Play::open(strict, Who::Officer, "2026-05-14", left())), "EP-1");
}

#[test]
fn the_condition_holds_from_the_approval_to_the_end_or_the_removal() {
    let play = approved();
    let worn = |play: &Play, date| play.conditions(at(date)).contains(&ConditionCode::ElectronicallyMonitored);
    for (date, is) in [("2026-05-14", false), ("2026-05-15", true), ("2026-08-14", true), ("2026-08-15", false)] {
        assert_eq!(worn(&play, date), is, "{date}");
    }
    assert!(play.warnings("2026-08-14").is_empty());
    assert_eq!(play.warnings("2026-08-15"), ["EP-1"], "remove it");
    let mut late = Play::submitted(case(Category::Probation), "2026-05-14", left());
    late.act(Who::JusticeBureauHead, "2026-05-18", decision(DecisionOutcome::Approved)).unwrap();
    assert!(!worn(&late, "2026-05-17") && worn(&late, "2026-05-18"));
    let mut removed = approved();
    assert_eq!(removed.act(Who::Officer, "2026-07-01", closure()).unwrap(), Closed);
    assert!(worn(&removed, "2026-07-01") && !worn(&removed, "2026-07-02"));
    assert!(
        Play::open(
            removed.into_case(),
            Who::Officer,
            "2026-07-02",
            ElectronicMonitoringContent { starts_on: day("2026-07-03"), ..left() }
        )
        .is_ok()
    );
    assert_eq!(refused(Play::open(play.into_case(), Who::Officer, "2026-07-02", left())), "IM-37", "one runs");
}

#[test]
fn an_extension_is_assessed_approved_anew_and_as_short() {
    let mut play = approved();
    assert_eq!(faults(play.act(Who::Officer, "2026-08-10", until("2026-08-14"))), [("/until".to_owned(), "not_later")]);
    let unassessed = Extension { reason: String::new(), ..until("2026-11-14") };
    assert_eq!(faults(play.act(Who::Officer, "2026-08-10", unassessed)), [("/reason".to_owned(), "length")]);
    assert_eq!(refused(play.act(Who::Officer, "2026-08-10", until("2026-11-15"))), "EP-1");
    assert_eq!(refused(play.act(Who::Officer, "2026-08-15", until("2026-11-14"))), "EP-1", "run out");
    assert_eq!(play.act(Who::Officer, "2026-08-14", until("2026-11-14")).unwrap(), ExtensionRequested);
    play.act(Who::Head, "2026-08-14", endorsement(DecisionOutcome::Approved)).unwrap();
    let denied = play.clone().act(Who::BureauHead, "2026-08-14", decision(DecisionOutcome::Approved));
    assert_eq!(denied, Err(Denied::NotPermitted(Permission::MonitoringDecide)));
    play.act(Who::JusticeBureauHead, "2026-08-14", decision(DecisionOutcome::Approved)).unwrap();
    assert!(play.conditions(at("2026-11-14")).contains(&ConditionCode::ElectronicallyMonitored));
    assert!(!play.conditions(at("2026-11-15")).contains(&ConditionCode::ElectronicallyMonitored));
    assert_eq!(play.untold("2026-08-14").len(), 2, "the person is told of the first period and of the extension");
    assert!(play.act(Who::Officer, "2026-11-10", until("2027-02-14")).is_ok(), "no cap on their number");
}

#[test]
fn an_extension_that_is_refused_or_too_late_leaves_the_first_end() {
    let mut play = extended("2026-08-10", "2026-11-14");
    assert_eq!(refused(play.act(Who::JusticeBureauHead, "2026-08-15", decision(DecisionOutcome::Approved))), "EP-1");
    play.act(Who::JusticeBureauHead, "2026-08-12", decision(DecisionOutcome::Refused)).unwrap();
    assert!(!play.conditions(at("2026-08-15")).contains(&ConditionCode::ElectronicallyMonitored));
    let mut removed = extended("2026-08-10", "2026-11-14");
    assert_eq!(removed.act(Who::Officer, "2026-08-11", closure()).unwrap(), Closed);
}

#[test]
fn a_minor_may_be_monitored_and_an_end_after_supervision_is_pointed_out() {
    assert!(Play::open(minor_case(), Who::Officer, "2026-05-14", left()).is_ok());
    let mut short = case(Category::Probation);
    short.order.supervision_ends_on = Some(day("2026-08-13"));
    let play = Play::open(short, Who::Officer, "2026-05-14", left()).unwrap();
    assert_eq!(play.warnings("2026-05-14"), ["EP-1"]);
}

#[test]
fn the_grounds_are_stated_and_accounted_for() {
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-05-14", content);
    assert_eq!(faults(open(monitoring(Vec::new()))), [("/grounds".to_owned(), "required")]);
    let silent = MonitoringGround { account: String::new(), ..ground(PositioningGround::LeftWithoutApproval) };
    assert_eq!(faults(open(monitoring(vec![silent]))), [("/grounds/0/account".to_owned(), "length")]);
    let mut play = open(left()).unwrap();
    assert!(play.act(Who::Officer, "2026-05-14", submission()).is_ok());
}
