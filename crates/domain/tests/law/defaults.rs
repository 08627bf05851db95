//! Local defaults (rulebook §18): what they are, and that a setting never loosens the law of the land.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    code::{Code, Level},
    defaults::{BoundBy, DefaultKey, DefaultSource, Defaults, Setting, SettingFault},
    rulebook,
};

fn check(settings: &[(DefaultKey, Setting)]) -> Result<Defaults, Vec<SettingFault>> {
    Defaults::check(&settings.iter().cloned().collect::<BTreeMap<_, _>>())
}

fn word(word: &str) -> Setting {
    Setting::Word(word.to_owned())
}

#[test]
fn without_settings_the_defaults_are_those_of_the_digest() {
    assert_eq!(check(&[]), Ok(Defaults::national()));
    let listed = Defaults::national().list();
    assert_eq!(listed.len(), DefaultKey::ALL.len());
    for default in &listed {
        assert_eq!(default.value, default.default, "{}", default.key);
        assert!(rulebook::rule(default.rule).is_some(), "{}", default.key);
        assert!(!default.reason.zh.is_empty() && !default.reason.en.is_empty() && !default.title.zh.is_empty());
        assert_eq!(default.source, DefaultSource::BuiltIn);
        // What is listed can be set again as it stands, whether settable or built in, and is then known to be set.
        let again = check(&[(default.key, default.value.clone())]).unwrap().get(default.key);
        assert_eq!((&again.value, again.source), (&default.value, DefaultSource::Configuration), "{}", default.key);
    }
    let keys: BTreeSet<_> = listed.iter().map(|default| default.key.code()).collect();
    assert_eq!(keys.len(), listed.len());
}

#[test]
fn a_setting_may_tighten_and_is_shown() {
    let tightened = check(&[
        (DefaultKey::PositioningMax, Setting::Number(2)),
        (DefaultKey::LeaveOfficeDays, Setting::Number(3)),
        (DefaultKey::LeaveRecurringCounts, Setting::Flag(true)),
        (DefaultKey::LeaveRecurringValidity, Setting::Number(3)),
        (DefaultKey::MedicalExtensionUnder1m, word("city")),
        (DefaultKey::PlanDays, Setting::Number(15)),
        (DefaultKey::ArchiveRetention, Setting::Number(30)),
        (DefaultKey::ClassReportFrequency, Setting::Numbers(vec![7, 15, 30])),
        (DefaultKey::ClassNames, Setting::Words(["一级", "二级", "三级"].map(str::to_owned).into())),
    ])
    .unwrap();
    assert_eq!((tightened.positioning_months, tightened.leave_office_days), (2, 3));
    assert_eq!(tightened.medical_extension_under_one_month, Level::City);
    assert_eq!(tightened.class_report_days, Some([7, 15, 30]));
    let shown = tightened.list().into_iter().find(|default| default.key == DefaultKey::PositioningMax).unwrap();
    assert_eq!((shown.value, shown.default, shown.settable), (Setting::Number(2), Setting::Number(3), true));
    assert_eq!(shown.source, DefaultSource::Configuration);
    assert_eq!(tightened.get(DefaultKey::LeaveCancelHours).source, DefaultSource::BuiltIn);
}

#[test]
fn a_setting_that_loosens_a_national_limit_is_refused_with_its_rule_and_so_is_a_slip_of_the_hand() {
    use BoundBy::{NationalLaw, Service};
    for (key, loose, last_allowed, rule, bound_by) in [
        (DefaultKey::PositioningMax, 4, 3, "EP-1", NationalLaw),
        (DefaultKey::LeaveOfficeDays, 8, 7, "IM-27", NationalLaw),
        (DefaultKey::LeaveRecurringValidity, 7, 6, "L-5", NationalLaw),
        (DefaultKey::LeaveCancelHours, 49, 48, "L-2", Service),
        (DefaultKey::ReleaseNoticeDays, 6, 5, "RL-3", Service),
        (DefaultKey::ArchiveRetention, 9, 10, "ARR-19", Service),
        (DefaultKey::PositioningMax, 0, 1, "EP-1", Service),
        (DefaultKey::LeaveOfficeDays, u32::MAX, 1, "IM-27", NationalLaw),
    ] {
        let faults = check(&[(key, Setting::Number(loose))]).unwrap_err();
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert!(
            matches!(fault, SettingFault::OutOfBounds { rule: cited, bound_by: by, .. } if *cited == rule && *by == bound_by),
            "{fault:?}"
        );
        assert_eq!(fault.message().en.contains("may not loosen national law"), bound_by == NationalLaw, "{fault}");
        assert_eq!(fault.message().zh.contains("不得放宽全国性规定"), bound_by == NationalLaw, "{fault}");
        assert!(fault.to_string().starts_with(key.code()), "{fault}");
        assert_eq!(fault.key(), key);
        assert!(fault.message().zh.contains(rule) && fault.message().en.contains(rule));
        assert!(check(&[(key, Setting::Number(last_allowed))]).is_ok(), "{key}");
    }
}

#[test]
fn what_is_built_in_or_no_value_of_its_key_is_refused_and_all_faults_are_told_together() {
    let faults = check(&[
        (DefaultKey::PeriodFirstDayExcluded, Setting::Flag(false)),
        (DefaultKey::ParoleReportStart, word("leaving_prison")),
        (DefaultKey::PositioningMax, word("3")),
        (DefaultKey::LeaveRecurringCounts, Setting::Number(1)),
        (DefaultKey::MedicalExtensionUnder1m, word("office")),
        (DefaultKey::ClassEducationHours, Setting::Numbers(vec![1, 2])),
        (DefaultKey::ClassNames, Setting::Words(vec!["严".to_owned(), "严".to_owned(), "宽".to_owned()])),
        (DefaultKey::LeaveOfficeDays, Setting::Unset),
    ])
    .unwrap_err();
    let built_in = faults.iter().filter(|fault| matches!(fault, SettingFault::BuiltIn { .. })).count();
    let unreadable = faults.iter().filter(|fault| matches!(fault, SettingFault::Unreadable { .. })).count();
    assert_eq!((built_in, unreadable), (2, 6));
    assert!(faults.iter().all(|fault| !fault.message().en.is_empty() && !fault.to_string().is_empty()));
}

#[test]
fn settings_are_read_as_a_configuration_writes_them() {
    let read = |text: &str| serde_json::from_str::<BTreeMap<DefaultKey, Setting>>(text);
    let settings = read(
        r#"{"positioning.max": 2, "leave.recurring_counts": true, "medical.extension_under_1m": "city",
            "class.report_frequency": [7, 15, 30], "class.names": ["一", "二", "三"], "plan.days": null}"#,
    )
    .unwrap();
    assert_eq!(Defaults::check(&settings).unwrap().positioning_months, 2);
    for strange in [r#"{"positioning.most": 2}"#, r#"{"positioning.max": -1}"#, r#"{"positioning.max": {}}"#] {
        assert!(read(strange).is_err(), "{strange}");
    }
}

#[test]
fn a_local_default_decides_how_long_its_rule_gives() {
    let deadline =
        |settings, id| check(settings).unwrap().deadline(rulebook::rule(id).unwrap()).map(|deadline| deadline.n);
    assert_eq!((deadline(&[], "EP-1"), deadline(&[], "L-5"), deadline(&[], "R-4a")), (Some(3), Some(6), Some(10)));
    let tightened =
        [(DefaultKey::PositioningMax, Setting::Number(2)), (DefaultKey::LeaveRecurringValidity, Setting::Number(3))];
    assert_eq!((deadline(&tightened, "EP-1"), deadline(&tightened, "L-5")), (Some(2), Some(3)));
    assert_eq!((deadline(&tightened, "R-4a"), deadline(&tightened, "T-1")), (Some(10), None));
    // Without a setting the local number is the one of the rule.
    for rule in rulebook::all() {
        assert_eq!(Defaults::national().deadline(rule), rule.deadline, "{}", rule.id);
    }
}
