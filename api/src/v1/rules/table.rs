//! The table of rules: list, search, cite by date; its instruments and local defaults.

use actix_web::get;
use actix_web::web::Data;
use app::rules::{self, RuleFilter};
use domain::code::Permission;
use serde::Deserialize;
use utoipa::IntoParams;

use super::items::{InstrumentItem, LocalDefaultItem, RuleItem};
use crate::extract::{Caller, Day, Id, Lang, Query};
use crate::page::{self, Cursors};
use crate::problem::ApiResult;
use crate::reply::{Page, Tagged};
use crate::state::AppState;

/// Which rules are asked for; every filter that is stated must fit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListRules {
    /// Those that rest on an instrument, by its abbreviation: `CCL` 社区矫正法, `IM` 实施办法, `OP26` 司发通〔2026〕8号 … as in
    /// `GET /rules/instruments`. On the day `on`; without one, now or before.
    #[param(example = "CCL")]
    instrument: Option<String>,
    /// Those that were law on a day, cited as they stood on it.
    #[param(value_type = Option<String>, format = Date, example = "2026-02-20")]
    on: Option<Day>,
    /// Those with this text in their id, title or basis, in either language; large and small letters are alike.
    #[param(min_length = 1, max_length = 100, example = "漏管")]
    q: Option<String>,
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// The day asked about.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct GetRule {
    /// Cite the rule as it stood on this day; `in_force` says whether it was law.
    #[param(value_type = Option<String>, format = Date, example = "2025-12-31")]
    on: Option<Day>,
}

/// List rules.
///
/// Every rule that the service applies, in the order in which a case meets them. With `on`, the rules that were law on that day,
/// each cited as it stood on it: instruments that were not in force yet are left out, and the earlier ones stand in their place.
#[utoipa::path(
    tag = "rules",
    params(ListRules),
    responses((status = 200, description = "A page of rules.", body = Page<RuleItem>)),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules")]
pub(crate) async fn list_rules(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ListRules>,
) -> ApiResult<Page<RuleItem>> {
    caller.context.require(Permission::RulesRead)?;
    let limit = page::limit(query.limit)?;
    let on = query.on.map(|day| day.0);
    let filter = RuleFilter { instrument: query.instrument.as_deref(), on, q: query.q.as_deref() };
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "rules", &filter);
    let after: Option<String> = cursors.position(query.cursor.as_deref())?;
    let all = rules::list(filter)?;
    let (rules, more) = page::cut(page::following(all, after.as_deref(), |rule| rule.id)?, limit);
    let next_cursor = rules.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    let defaults = &caller.context.world.defaults;
    Ok(Page { items: rules.into_iter().map(|rule| RuleItem::new(rule, on, defaults, language)).collect(), next_cursor })
}

/// Get a rule.
///
/// As it stands now or, with `on`, as it stood on a day. A rule that was not law on the day is answered with `in_force` false and
/// without `basis`.
#[utoipa::path(
    tag = "rules",
    params(("id" = String, Path, description = "The rule's id", example = "R-4a"), GetRule),
    responses(
        (status = 200, description = "The rule.", body = RuleItem, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/{id}")]
pub(crate) async fn get_rule(
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<String>,
    Query(query): Query<GetRule>,
) -> ApiResult<Tagged<RuleItem>> {
    caller.context.require(Permission::RulesRead)?;
    let on = query.on.map(|day| day.0);
    let rule = rules::get_on(&id, on)?;
    Ok(Tagged::by_content(RuleItem::new(rule, on, &caller.context.world.defaults, language)))
}

/// List instruments.
///
/// The laws, interpretations, rules and opinions on which the rules rest, with the days from which, and to which, they are law.
/// Not paged.
#[utoipa::path(
    tag = "rules",
    responses(
        (status = 200, description = "The instruments.", body = Page<InstrumentItem>, headers(("ETag" = String))),
        (status = 304, description = "As the caller has them."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/instruments")]
pub(crate) async fn list_instruments(caller: Caller, Lang(language): Lang) -> ApiResult<Tagged<Page<InstrumentItem>>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Tagged::by_content(Page { items: InstrumentItem::all(language), next_cursor: None }))
}

/// List local defaults.
///
/// What national law leaves open, and how this service decides it: built in, or set by the bureau in the configuration. A setting
/// never loosens national law: the service does not start with one that would. Not paged.
#[utoipa::path(
    tag = "rules",
    responses(
        (status = 200, description = "The local defaults.", body = Page<LocalDefaultItem>, headers(("ETag" = String))),
        (status = 304, description = "As the caller has them."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/local-defaults")]
pub(crate) async fn list_local_defaults(
    caller: Caller,
    Lang(language): Lang,
) -> ApiResult<Tagged<Page<LocalDefaultItem>>> {
    caller.context.require(Permission::RulesRead)?;
    let items = LocalDefaultItem::all(&caller.context.world.defaults, language);
    Ok(Tagged::by_content(Page { items, next_cursor: None }))
}
