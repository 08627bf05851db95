//! The table of rules: searched, by instrument, by day.

use domain::rulebook::{self, Rule};
use domain::text::Text;
use domain::time::{Date, is_plausible};

use super::Unanswerable;

/// The longest text that is searched for, in characters.
const MOST_CHARACTERS: usize = 100;

/// Which rules are asked for; every part that is stated must fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleFilter<'a> {
    /// Those that rest on an instrument, by its abbreviation: on the day asked about; without a day, now or before.
    pub instrument: Option<&'a str>,
    /// Those that are law on a day.
    pub on: Option<Date>,
    /// Those with this text in their id, title or basis, in either language; large and small letters are alike.
    pub q: Option<&'a str>,
}

/// The rules that fit, in the order in which a case meets them.
///
/// # Errors
/// A fault of the parameter `instrument`, `on` or `q`.
pub fn list(filter: RuleFilter<'_>) -> Result<Vec<&'static Rule>, Unanswerable> {
    let RuleFilter { instrument, on, q } = filter;
    if let Some(instrument) = instrument {
        known(instrument)?;
    }
    if let Some(on) = on {
        plausible(on)?;
    }
    let sought = q.map(sought).transpose()?;
    let fits = |rule: &&Rule| {
        on.is_none_or(|on| rule.is_law(on))
            && instrument.is_none_or(|instrument| rests_on(rule, instrument, on))
            && sought.as_ref().is_none_or(|sought| has_text(rule, sought))
    };
    Ok(rulebook::all().filter(fits).collect())
}

/// One rule.
///
/// # Errors
/// `NoSuchRule`.
pub fn get(id: &str) -> Result<&'static Rule, Unanswerable> {
    rulebook::rule(id).ok_or(Unanswerable::NoSuchRule)
}

/// One rule, perhaps asked about a day; it need not have been law on it.
///
/// # Errors
/// `NoSuchRule`, or a fault of the parameter `on`.
pub fn get_on(id: &str, on: Option<Date>) -> Result<&'static Rule, Unanswerable> {
    if let Some(on) = on {
        plausible(on)?;
    }
    get(id)
}

fn known(instrument: &str) -> Result<(), Unanswerable> {
    if rulebook::instrument(instrument).is_some() {
        return Ok(());
    }
    let abbreviations: Vec<_> = rulebook::instruments().map(|instrument| instrument.abbreviation).collect();
    let abbreviations = abbreviations.join(", ");
    Err(Unanswerable::Parameter {
        parameter: "instrument".to_owned(),
        message: Text::new(
            format!("须为以下简称之一：{abbreviations}"),
            format!("one of the abbreviations {abbreviations}"),
        ),
    })
}

fn plausible(on: Date) -> Result<(), Unanswerable> {
    if is_plausible(on) {
        return Ok(());
    }
    Err(Unanswerable::Parameter {
        parameter: "on".to_owned(),
        message: Text::new("日期须在1900年至2200年之间", "the date must lie in the years 1900 to 2200"),
    })
}

fn sought(q: &str) -> Result<String, Unanswerable> {
    let q = q.trim();
    if (1..=MOST_CHARACTERS).contains(&q.chars().count()) {
        return Ok(q.to_lowercase());
    }
    Err(Unanswerable::Parameter {
        parameter: "q".to_owned(),
        message: Text::new(
            format!("去除首尾空格后须为1至{MOST_CHARACTERS}个字符"),
            format!("1 to {MOST_CHARACTERS} characters, space at either end aside"),
        ),
    })
}

fn rests_on(rule: &Rule, instrument: &str, on: Option<Date>) -> bool {
    match on {
        Some(on) => rule.instruments_on(on).any(|cited| cited.abbreviation == instrument),
        None => rule.instruments_ever().any(|cited| cited.abbreviation == instrument),
    }
}

fn has_text(rule: &Rule, sought: &str) -> bool {
    let labels = [Some(rule.title), Some(rule.basis), rule.formerly].into_iter().flatten();
    labels.flat_map(|label| [label.zh, label.en]).chain([rule.id]).any(|text| text.to_lowercase().contains(sought))
}

#[cfg(test)]
mod tests {
    use domain::time::parse_date;

    use super::*;

    fn ids(filter: RuleFilter<'_>) -> Vec<&'static str> {
        list(filter).unwrap().iter().map(|rule| rule.id).collect()
    }

    fn on(day: &str) -> RuleFilter<'static> {
        RuleFilter { on: parse_date(day), ..RuleFilter::default() }
    }

    #[test]
    fn rules_are_found_by_the_whole_abbreviation_of_an_instrument() {
        let of = |instrument| ids(RuleFilter { instrument: Some(instrument), ..RuleFilter::default() });
        assert!(of("IM").contains(&"R-3") && of("CCL").contains(&"R-1") && of("INT21").contains(&"R-1"));
        assert!(!of("CL").contains(&"R-1"));
        assert!(of("OP16").contains(&"OP26-11"), "what it rested on before");
        assert_eq!(list(RuleFilter::default()).unwrap().len(), rulebook::all().count());
    }

    #[test]
    fn rules_are_found_by_the_law_of_a_day() {
        for (rule, first_day, day_before) in [
            ("PSAPL-136", "2026-01-01", "2025-12-31"),
            ("OP26-13", "2026-02-21", "2026-02-20"),
            ("R-1", "2020-07-01", "2020-06-30"),
        ] {
            assert!(ids(on(first_day)).contains(&rule) && !ids(on(day_before)).contains(&rule), "{rule}");
        }
        for (instrument, rule, first_day, day_before) in [
            ("PSAPL", "PSAPL-72-4", "2026-01-01", "2025-12-31"),
            ("OP26", "R-2", "2026-02-21", "2026-02-20"),
            ("PL26", "R-4c", "2026-11-01", "2026-10-31"),
        ] {
            let of = |day| ids(RuleFilter { instrument: Some(instrument), ..on(day) });
            assert!(of(first_day).contains(&rule) && of(day_before).is_empty(), "{instrument}");
        }
    }

    #[test]
    fn rules_are_found_by_text_in_either_language() {
        let with = |q| ids(RuleFilter { q: Some(q), ..RuleFilter::default() });
        for (q, rule) in [
            ("r-4A", "R-4a"),
            ("  漏管 ", "OP26-11"),
            ("MISSED intake", "OP26-11"),
            ("第二十七条", "IM-27"),
            ("op16", "R-2"),
        ] {
            assert!(with(q).contains(&rule), "{q}");
        }
        assert!(with("no rule says this").is_empty());
        assert_eq!(with(&"长".repeat(100)), [""; 0]);
    }

    #[test]
    fn a_filter_that_cannot_be_names_its_parameter() {
        let long = "长".repeat(101);
        for (filter, parameter) in [
            (RuleFilter { instrument: Some("im"), ..RuleFilter::default() }, "instrument"),
            (RuleFilter { instrument: Some(""), ..RuleFilter::default() }, "instrument"),
            (RuleFilter { q: Some("  "), ..RuleFilter::default() }, "q"),
            (RuleFilter { q: Some(&long), ..RuleFilter::default() }, "q"),
            (RuleFilter { on: Some(Date::MIN), ..RuleFilter::default() }, "on"),
        ] {
            let fault = list(filter).unwrap_err();
            assert!(
                matches!(&fault, Unanswerable::Parameter { parameter: found, .. } if found == parameter),
                "{fault:?}"
            );
        }
        assert!(get_on("R-1", Some(Date::MAX)).is_err() && get_on("X-99", None).is_err());
    }
}
