//! The code lists and the table of roles.

use std::collections::BTreeSet;

use domain::{
    actor::{levels, permissions},
    code::{
        Category, Code, Education, Ethnicity, ManagementClass, MaritalStatus, Permission, PoliticalStatus, Role, Sex,
        TemporaryGround, code_lists,
    },
};

#[test]
fn every_list_has_its_own_name_and_every_word_its_own_code_and_labels() {
    let mut names = BTreeSet::new();
    for list in code_lists() {
        assert!(names.insert(list.name), "{} stands twice", list.name);
        assert!(list.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", list.name);
        let mut codes = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for item in list.items {
            assert!(codes.insert(item.code) && labels.insert(item.label_zh), "{} {}", list.name, item.code);
            // The keys of local defaults are paths.
            let is_part = |byte| {
                matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_') || byte == b'.' && list.name == "local-default-keys"
            };
            assert!(item.code.bytes().all(is_part), "{}", item.code);
            assert!(!item.label_zh.is_empty() && !item.label_en.is_empty());
        }
    }
}

#[test]
fn the_wire_speaks_the_codes_and_nothing_else() {
    assert_eq!(serde_json::to_string(&Category::TemporaryOutsidePrison).unwrap(), r#""temporary_outside_prison""#);
    assert_eq!(serde_json::from_str::<Category>(r#""probation""#).unwrap(), Category::Probation);
    assert_eq!(serde_json::from_value::<Category>(serde_json::json!("parole")).unwrap(), Category::Parole);
    for strange in [r#""Probation""#, r#""缓刑""#, "1", "null"] {
        assert!(serde_json::from_str::<Category>(strange).is_err(), "{strange}");
    }
    for role in Role::ALL {
        assert_eq!(Role::parse(role.code()), Some(*role));
    }
}

#[test]
fn the_labels_of_rosters_are_understood() {
    assert_eq!(Category::from_label(" 暂予监外执行 "), Some(Category::TemporaryOutsidePrison));
    assert_eq!(Category::from_label("剥夺政治权利"), None, "no category any more (CPL 270)");
    assert_eq!(Sex::from_label("女性"), Some(Sex::Female));
    assert_eq!(Ethnicity::from_label("汉"), Some(Ethnicity::Han));
    assert_eq!(Ethnicity::from_label("土家族"), Some(Ethnicity::Tujia));
    assert_eq!(MaritalStatus::from_label("离异"), Some(MaritalStatus::Divorced));
    assert_eq!(PoliticalStatus::from_label("党员"), Some(PoliticalStatus::PartyMember));
    assert_eq!(Education::from_label("大专"), Some(Education::JuniorCollege));
    assert_eq!(ManagementClass::from_label("严管"), Some(ManagementClass::Strict));
    assert_eq!(TemporaryGround::from_label("保外就医"), Some(TemporaryGround::SeriousIllness));
}

#[test]
fn the_standard_numbers_the_56_ethnic_groups_without_a_gap() {
    let numbers: Vec<u32> = Ethnicity::ALL.iter().filter_map(|group| group.standard()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=56).chain([97, 98]).collect::<Vec<_>>());
}

#[test]
fn an_alias_never_names_two_words() {
    fn check<C: Code + std::fmt::Debug>() {
        let mut labels = BTreeSet::new();
        for word in C::ALL {
            for label in word.aliases().iter().chain([&word.label().0]) {
                assert!(labels.insert(*label), "{} {label}", C::LIST);
                assert_eq!(C::from_label(label), Some(*word));
            }
        }
    }
    check::<Category>();
    check::<Sex>();
    check::<Ethnicity>();
    check::<Education>();
    check::<MaritalStatus>();
    check::<PoliticalStatus>();
    check::<ManagementClass>();
    check::<TemporaryGround>();
}

#[test]
fn the_matrix_of_roles_and_permissions() {
    let mut matrix = String::new();
    for role in Role::ALL {
        let places: Vec<_> = levels(*role).iter().map(|level| level.code()).collect();
        matrix.push_str(&format!("{role} ({})\n", places.join(", ")));
        for permission in
            Permission::ALL.iter().filter(|permission| permissions(*role).any(|granted| granted == **permission))
        {
            matrix.push_str(&format!("  {permission}\n"));
        }
    }
    insta::assert_snapshot!(matrix);
}
