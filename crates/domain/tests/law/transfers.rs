//! Correction teams and changes of the place of execution (rulebook §2.3, §5.4; TV-30, TV-53).

use domain::{
    calendar::Calendar,
    code::Sex,
    correction_team::{TeamMember, TeamQuestion, correction_team},
    transfer::{Arrival, ArrivalQuestion, arrival},
};

use crate::support::day;

const MAN: TeamMember = TeamMember { sex: Sex::Male, familiar_with_minors: false };
const WOMAN: TeamMember = TeamMember { sex: Sex::Female, familiar_with_minors: false };

#[test]
fn the_team_of_a_woman_has_a_woman_and_that_of_a_minor_someone_who_knows_minors() {
    let knows_minors = TeamMember { familiar_with_minors: true, ..MAN };
    for (number, sex, minor, members, refused) in [
        ("TV-30", Sex::Female, false, vec![MAN, MAN], Some("CCL-25")),
        ("TV-30 mended", Sex::Female, false, vec![MAN, WOMAN], None),
        ("a man needs none", Sex::Male, false, vec![MAN], None),
        ("a minor", Sex::Male, true, vec![MAN, WOMAN], Some("MN-1")),
        ("a minor, mended", Sex::Male, true, vec![knows_minors], None),
        ("a girl", Sex::Female, true, vec![WOMAN], Some("MN-1")),
        ("nobody", Sex::Female, false, vec![], Some("CCL-25")),
    ] {
        let answer = correction_team(&TeamQuestion { sex, minor, members });
        assert_eq!(answer.err().map(|refusal| refusal.rule), refused.map(str::to_owned), "{number}");
    }
}

fn arrived(reported_on: Option<&str>, as_of: &str) -> Arrival {
    let question = ArrivalQuestion {
        decision_received_on: day("2026-03-13"),
        reported_on: reported_on.map(day),
        as_of: day(as_of),
    };
    arrival(question, &Calendar::builtin()).unwrap()
}

#[test]
fn the_old_agency_answers_for_the_case_until_the_person_has_reported_at_the_new_one() {
    let on_the_day = arrived(None, "2026-03-20");
    assert_eq!((on_the_day.due_legal, on_the_day.late, on_the_day.transferred_out), (day("2026-03-20"), false, false));
    assert!(on_the_day.duties.is_empty());
    let after = arrived(None, "2026-03-21");
    assert_eq!((after.late, after.transferred_out), (true, false), "TV-53");
    let duties: Vec<_> = after.duties.iter().map(|duty| (duty.rule.as_str(), duty.text.en.as_str())).collect();
    assert_eq!(
        duties,
        [("E-11", "the new agency tells the old one at once"), ("E-11", "the old agency searches")],
        "TV-53"
    );
    let late = arrived(Some("2026-03-25"), "2026-03-25");
    assert_eq!((late.late, late.transferred_out), (false, true));
    assert!(!arrived(Some("2026-03-25"), "2026-03-24").transferred_out, "not before that day");
}

#[test]
fn a_report_before_the_decision_names_its_parameter() {
    let question = ArrivalQuestion {
        decision_received_on: day("2026-03-13"),
        reported_on: Some(day("2026-03-12")),
        as_of: day("2026-03-20"),
    };
    assert_eq!(arrival(question, &Calendar::builtin()).unwrap_err().parameter(), "reported_on");
}
