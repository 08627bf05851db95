//! `/code-lists`: the closed lists of words that the contract uses, with their labels.

use actix_web::get;
use actix_web::web::Path;
use domain::code::{CodeItem, CodeList, Permission, code_lists};

use crate::extract::Caller;
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Tagged};
use crate::routes::Routes;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_code_lists).service(get_code_list);
}

/// The lists of the domain, and the codes of problems, which are of HTTP.
fn lists() -> Vec<CodeList> {
    let problem = |code: &ErrorCode| {
        let (label_zh, label_en) = code.title();
        CodeItem { code: code.code(), label_zh, label_en, standard: None }
    };
    let mut lists = code_lists();
    lists.push(CodeList { name: "problem-codes", items: ErrorCode::ALL.iter().map(problem).collect() });
    lists
}

/// List code lists.
///
/// Every list with all its words, in Chinese and English. Not paged.
#[utoipa::path(
    tag = "rules",
    responses(
        (status = 200, description = "The lists.", body = Page<CodeList>, headers(("ETag" = String))),
        (status = 304, description = "As the caller has them."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/code-lists")]
pub(crate) async fn list_code_lists(caller: Caller) -> ApiResult<Tagged<Page<CodeList>>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Tagged::by_content(Page { items: lists(), next_cursor: None }))
}

/// Get a code list.
#[utoipa::path(
    tag = "rules",
    params(("name" = String, Path, description = "The list's name", example = "categories")),
    responses(
        (status = 200, description = "The list.", body = CodeList, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/code-lists/{name}")]
pub(crate) async fn get_code_list(caller: Caller, name: Path<String>) -> ApiResult<Tagged<CodeList>> {
    caller.context.require(Permission::RulesRead)?;
    let list = lists().into_iter().find(|list| list.name == name.as_str());
    Ok(Tagged::by_content(list.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_lists_have_one_name_and_no_list_has_a_word_twice() {
        let mut names = BTreeSet::new();
        for list in lists() {
            assert!(names.insert(list.name), "{} stands twice", list.name);
            let words: BTreeSet<_> = list.items.iter().map(|item| item.code).collect();
            assert_eq!(words.len(), list.items.len(), "{}", list.name);
        }
    }
}
