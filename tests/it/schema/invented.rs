//! What stands in the repository about people is invented.

use harness::repository;
use std::{
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// The first six digits of every invented identity number: a region that does not exist.
const INVENTED_REGION: &str = "430799";

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

/// The text of a file; of a workbook, of all that is in it.
fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_none_or(|kind| kind != "xlsx") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut workbook = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..workbook.len() {
        let mut part = Vec::new();
        workbook.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

/// The runs of digits that have the length of an identity number, with or without its last character.
fn identity_numbers(text: &str) -> Vec<&str> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, 'X' | 'x'));
    runs.filter(|run| run.len() == 18 && run.bytes().take(17).all(|byte| byte.is_ascii_digit())).collect()
}

#[test]
fn identity_numbers_in_fixtures_and_examples_are_of_a_region_that_does_not_exist() {
    let mut seen = 0;
    for path in files(&repository().join("tests/fixtures")).into_iter().chain(files(&repository().join("config"))) {
        let text = text_of(&path);
        for number in identity_numbers(&text) {
            assert!(number.starts_with(INVENTED_REGION), "{} holds {number}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 1_000, "the scan finds {seen} numbers");
}
