//! Two types of one name would share one schema in the document, and the later silently take the place of the earlier. The document
//! no longer shows it; the source does.

use super::document;
use harness::repository;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Where types that become schemas are written.
const SOURCES: [&str; 4] = ["api/src", "crates/app/src", "crates/domain/src", "crates/store/src"];

/// How a call of the macros that make codes, ids and acts begins.
const MACROS: [&str; 4] = ["codes! {", "typed_id! {", "crate::code::codes! {", "acts! {"];

/// What a schema that is made from a declaration has around the name that it is made from, and what that name ends in.
const AROUND: [(&str, &str, &str); 9] = [
    ("Page_", "", ""),
    ("Open", "", ""),
    ("Enter", "", ""),
    ("Captured", "", ""),
    ("Edit", "", ""),
    ("", "Item", ""),
    ("", "Content", ""),
    ("", "Record", ""),
    ("", "Step", "Act"),
];

/// Schemas that no type of ours is derived for: any of the kinds, any of the acts, records of any kind.
const ANY_OF: [&str; 4] = ["Proceeding", "ProceedingItem", "ProceedingStep", "RecordBatch"];

/// Adds where each schema name is given in a source text: by a derive, or by a line of the macros that make codes and ids.
fn note_names(place: &str, text: &str, names: &mut BTreeMap<String, BTreeSet<String>>) {
    // What the next type is derived as: nothing, its own name, another.
    let mut derived: Option<Option<String>> = None;
    let mut in_macro = false;
    let mut note = |name: String, line: &str| {
        names.entry(name).or_default().insert(format!("{place}: {line}"));
    };
    for line in text.lines() {
        in_macro = (in_macro || MACROS.contains(&line.trim())) && line != "}";
        let line = line.trim();
        if line.starts_with("#[") && line.contains("ToSchema") {
            derived = Some(None);
        }
        if let (Some(name), Some(derived)) = (renamed(line), &mut derived) {
            *derived = Some(name);
        }
        if let Some(declared) = declared(line) {
            if let Some(renamed) = derived.take().filter(|_| !declared.is_empty()) {
                note(renamed.unwrap_or(declared), line);
            }
        } else if let (true, Some(name)) = (in_macro, made_by_macro(line)) {
            note(name, line);
        }
    }
}

/// `#[schema(as = Name)]`, also where it is behind the feature.
fn renamed(line: &str) -> Option<String> {
    let rest = line.strip_prefix("#[")?.split("schema(").nth(1)?.split("as = ").nth(1)?;
    Some(rest.split([',', ')']).next()?.trim().to_owned())
}

/// `pub struct Name<…> {`; no name where a macro gives it.
fn declared(line: &str) -> Option<String> {
    let rest = ["struct ", "enum "].iter().find_map(|keyword| line.split(keyword).nth(1))?;
    let before = line.split("struct ").next()?.split("enum ").next()?;
    let is_declaration = before.is_empty() || before.starts_with("pub");
    let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    is_declaration.then_some(name)
}

/// `Name: "list" {` of `codes!`, `Name;` of `ids!`, `Acts(Name) "acts" …` of `acts!`, which is published as `NameAct`.
fn made_by_macro(line: &str) -> Option<String> {
    if let Some((acts, rest)) = line.split_once('(')
        && let Some((name, _)) = rest.split_once(") \"")
        && !acts.contains(' ')
    {
        return Some(format!("{name}Act"));
    }
    let name: String = line.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    let rest = line.get(name.len()..)?;
    let is_head =
        name.starts_with(char::is_uppercase) && (rest == ";" || rest.starts_with(": \"") && rest.ends_with('{'));
    is_head.then_some(name)
}

fn walk(folder: &Path, names: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            note_names(&path.display().to_string(), &fs::read_to_string(&path).unwrap(), names);
        }
    }
}

fn names() -> BTreeMap<String, BTreeSet<String>> {
    let mut names = BTreeMap::new();
    for source in SOURCES {
        walk(&repository().join(source), &mut names);
    }
    names
}

#[test]
fn no_two_types_give_one_schema_name() {
    let twice: Vec<_> = names().into_iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(twice.is_empty(), "one would take the other's place in the document: {twice:#?}");
}

/// The other half of the pair: a schema that this reading of the source does not find would escape it.
#[test]
fn every_schema_of_the_document_is_found_in_the_source() {
    let names = names();
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let declared: BTreeSet<String> = schemas["ProceedingKind"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap().split('_').map(capital).collect())
        .collect();
    let is_known =
        |name: &String| names.contains_key(name) || declared.contains(name) || ANY_OF.contains(&name.as_str());
    let is_made = |name: &String| made_from(name).any(|of| is_known(&of) || made_from(&of).any(|of| is_known(&of)));
    let unknown: Vec<_> = schemas.keys().filter(|name| !is_known(name) && !is_made(name)).collect();
    assert!(unknown.is_empty(), "not found in the source: {unknown:?}");
}

/// What a schema may be made from, by its name.
fn made_from(name: &str) -> impl Iterator<Item = String> {
    AROUND.iter().filter_map(|(before, after, ending)| {
        let inner = name.strip_prefix(before)?.strip_suffix(after)?;
        Some(format!("{inner}{ending}"))
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[test]
fn two_types_of_one_name_are_noticed() {
    let mut names = BTreeMap::new();
    note_names("a.rs", "#[derive(Debug, ToSchema)]\npub(crate) struct Leave {\n}\n", &mut names);
    note_names("b.rs", "#[cfg_attr(feature = \"schema\", derive(utoipa::ToSchema))]\npub enum Leave {\n", &mut names);
    note_names("c.rs", "#[derive(ToSchema)]\n#[schema(as = Absence)]\nstruct Leave(u8);\nstruct Other;\n", &mut names);
    note_names("d.rs", "codes! {\n    /// A kind.\n    Absence: \"absences\" {\n", &mut names);
    let counts: Vec<_> = names.iter().map(|(name, places)| (name.as_str(), places.len())).collect();
    assert_eq!(counts, [("Absence", 2), ("Leave", 2)]);
}
