//! Who may do what: one row an operation, one column a role. An operation without a row fails the build.

use std::collections::{BTreeMap, BTreeSet};

/// The columns of the matrix.
pub(crate) const ROLES: [&str; 14] = [
    "office_officer",
    "office_head",
    "bureau_officer",
    "bureau_legal_reviewer",
    "bureau_head",
    "justice_bureau_head",
    "archivist",
    "city_reviewer",
    "province_reviewer",
    "province_reader",
    "procurator",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
];

/// Operations that need no login.
pub(crate) const OPEN: [&str; 5] = [
    "get /.well-known/jwks.json",
    "post /api/v1/auth/login",
    "post /api/v1/auth/refresh",
    "post /api/v1/auth/registrations",
    "post /api/v1/bootstrap",
];

/// `x` may, `-` is answered 403. Below `/api/v1`.
///
/// of = office officer, oh = office head, bo = bureau officer, bl = legal reviewer, bh = bureau head, jh = justice bureau
/// head, ar = archivist, ci = city reviewer, pv = province reviewer, pd = province reader, pr = procurator,
/// sy, se, au = system, security, audit administrator.
const MATRIX: &str = "
                                          of oh bo bl bh jh ar ci pv pd pr sy se au
    get   /me                             x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /auth/logout                    x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /auth/password                  x  x  x  x  x  x  x  x  x  x  x  x  x  x

    get   /organizations                  x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /organizations                  -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /organizations/{id}             x  x  x  x  x  x  x  x  x  x  x  x  x  x
    patch /organizations/{id}             -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /organizations/{id}/delegations x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /organizations/{id}/delegations -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /organizations/{id}/delegations/{delegation_id} x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /organizations/{id}/delegations/{delegation_id}/endings - - - - - - - - - - - x - -

    get   /staff                          x  x  x  x  x  x  -  -  -  -  -  x  x  x
    post  /staff                          -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /staff/{id}                     x  x  x  x  x  x  -  -  -  -  -  x  x  x
    patch /staff/{id}                     -  -  -  -  -  -  -  -  -  -  -  x  -  -

    get   /accounts                       -  -  -  -  -  -  -  -  -  -  -  x  x  x
    post  /accounts                       -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /accounts/{id}                  -  -  -  -  -  -  -  -  -  -  -  x  x  x
    post  /accounts/{id}/password-resets  -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /accounts/{id}/role-grants      -  -  -  -  -  -  -  -  -  -  -  x  x  x
    post  /accounts/{id}/role-grants      -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/role-withdrawals -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/suspensions      -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/reinstatements   -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/unlocks          -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/approvals        -  -  -  -  -  -  -  -  -  -  -  -  x  -
    post  /accounts/{id}/rejections       -  -  -  -  -  -  -  -  -  -  -  -  x  -

    get   /supervisees                    x  x  x  x  x  x  x  x  x  x  x  -  -  -
    post  /supervisees                    x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /supervisees/search             x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /supervisees/{id}               x  x  x  x  x  x  x  x  x  x  x  -  -  -
    patch /supervisees/{id}               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /supervisees/{id}/clocks        x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /supervisees/{id}/history       x  x  x  x  x  x  x  x  x  x  x  -  -  -
    post  /supervisees/{id}/disclosures   x  x  x  x  x  x  x  -  -  -  x  -  -  -
    get   /supervisees/{id}/papers        x  x  x  x  x  x  x  -  -  -  x  -  -  -

    post  /papers                         x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /papers/{id}                    x  x  x  x  x  x  x  -  -  -  x  -  -  -
    get   /papers/{id}/content            x  x  x  x  x  x  x  -  -  -  x  -  -  -

    post  /persons                        x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /persons/{id}                   x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /persons/{id}/duplicates        x  x  x  x  x  x  x  x  x  x  x  -  -  -
    post  /persons/{id}/merges            -  -  x  -  x  -  -  -  -  -  -  -  -  -
    post  /persons/{id}/separations       -  -  x  -  x  -  -  -  -  -  -  -  -  -

    post  /electronic-monitorings/{id}/decisions x  x  x  -  x  x  -  -  -  -  -  -  -  -

    get   /proceedings                    x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /proceedings/kinds              x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /proceedings/{id}               x  x  x  x  x  x  x  x  x  x  x  -  -  -

    get   /receptions                     x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /receptions                     x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /receptions/{id}                x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /receptions/{id}/voidings       x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /pronouncements                 x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /pronouncements                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /pronouncements/{id}            x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /pronouncements/{id}/voidings   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /responsibility-letters         x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /responsibility-letters         x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /responsibility-letters/{id}    x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /responsibility-letters/{id}/voidings  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /correction-plans               x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /correction-plans               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /correction-plans/{id}          x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /correction-plans/{id}/voidings  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /exit-restrictions              x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /exit-restrictions              x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /exit-restrictions/{id}         x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /exit-restrictions/{id}/voidings  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /risk-assessments               x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /risk-assessments               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /risk-assessments/{id}          x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /risk-assessments/{id}/voidings  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /reports                        x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /reports                        x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /reports/{id}                   x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /reports/{id}/voidings          x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /visits                         x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /visits                         x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /visits/{id}                    x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /visits/{id}/voidings           x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /talks                          x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /talks                          x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /talks/{id}                     x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /talks/{id}/voidings            x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /information-checks             x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /information-checks             x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /information-checks/{id}        x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /information-checks/{id}/voidings  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /health-reports                 x  x  x  x  x  x  -  -  -  -  x  -  -  -
    post  /health-reports                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /health-reports/{id}            x  x  x  x  x  x  -  -  -  -  x  -  -  -
    post  /health-reports/{id}/voidings   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /attendances                    x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /attendances                    x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /attendances/{id}               x  x  x  x  x  x  x  -  -  -  x  -  -  -
    post  /attendances/{id}/voidings      x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /records/batches                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /supervisees/{id}/correction-team  x  x  x  x  x  x  x  -  -  -  x  -  -  -
    put   /supervisees/{id}/correction-team  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /supervisees/{id}/defects       x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /supervisees/{id}/timeline      x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /supervisees/{id}/medical-timeline x x x x x x - x x - x - - -

    get   /supervisees/{id}/revocation-grounds x x x x x x  x  x  x  x  x  -  -  -
    get   /revocations/{id}/bundle        x  x  x  x  x  x  x  -  -  -  x  -  -  -
    get   /committals/{id}/bundle         x  x  x  x  x  x  -  -  -  -  x  -  -  -

    get   /clocks                         x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /clocks/{id}                    x  x  x  x  x  x  x  x  x  x  x  -  -  -

    post  /imports                        -  -  x  -  x  -  -  -  -  -  -  -  -  -
    get   /imports/template               x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /imports/{id}                   -  -  x  -  x  -  -  -  -  -  -  -  -  -
    get   /imports/{id}/rows              -  -  x  -  x  -  -  -  -  -  -  -  -  -
    get   /operations                     x  x  x  x  x  x  x  x  x  x  -  x  -  -
    get   /operations/{id}                x  x  x  x  x  x  x  x  x  x  -  x  -  -
    post  /operations/{id}/cancellations  -  -  x  -  x  -  -  -  -  -  -  -  -  -

    get   /rules                          x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/instruments              x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/local-defaults           x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/term                     x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/prohibition-term         x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /rules/leave-route              x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /rules/sanctions                x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /rules/revocation-grounds       x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /rules/medical-interval         x  x  x  x  x  x  x  x  x  x  x  x  x  x
    post  /rules/identity-numbers         x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/{id}                     x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /rules/{id}/due-date            x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /calendar/{year}                x  x  x  x  x  x  x  x  x  x  x  x  x  x
    put   /calendar/{year}                -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /code-lists                     x  x  x  x  x  x  x  x  x  x  x  x  x  x
    get   /code-lists/{name}              x  x  x  x  x  x  x  x  x  x  x  x  x  x
";

/// The kinds of proceedings, by their paths.
pub(crate) const KINDS: [&str; 28] = [
    "social-investigations",
    "class-changes",
    "leaves",
    "recurring-travels",
    "place-entries",
    "contact-permissions",
    "dwelling-changes",
    "monthly-appraisals",
    "commendations",
    "electronic-monitorings",
    "breach-inquiries",
    "admonitions",
    "warnings",
    "police-punishments",
    "lost-contact-searches",
    "transfers",
    "medical-reviews",
    "interval-changes",
    "medical-examinations",
    "guarantor-changes",
    "ground-ends",
    "commutations",
    "releases",
    "terminations",
    "revocations",
    "committals",
    "procuratorial-opinions",
    "complaints",
];

/// The kinds that are about illness: who may not read that reads none of them.
const MEDICAL: [&str; 6] =
    ["medical-reviews", "interval-changes", "medical-examinations", "guarantor-changes", "ground-ends", "committals"];

/// What holds for every kind of proceeding, after its path. A kind that differs has rows of its own above; an act that stands in
/// no row here needs one.
const EVERY_KIND: &str = "
                                          of oh bo bl bh jh ar ci pv pd pr sy se au
    get   /                               x  x  x  x  x  x  x  x  x  x  x  -  -  -
    post  /                               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    get   /{id}                           x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /medical                        x  x  x  x  x  x  -  x  x  -  x  -  -  -
    patch /{id}                           x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/submissions               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/endorsements              -  x  x  x  x  -  -  x  x  -  -  -  -  -
    post  /{id}/reviews                   -  x  x  x  x  -  -  x  x  -  -  -  -  -
    post  /{id}/decisions                 x  x  x  -  x  -  -  x  x  -  -  -  -  -
    post  /{id}/deliveries                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/returns                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/extensions                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/withdrawals               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/answers                   x  x  x  -  x  -  -  x  x  -  -  -  -  -
    post  /{id}/arrivals                  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/certificates              x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/closures                  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/deferrals                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/enquiries                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/entries                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/findings                  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/handling-proposals        x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/handovers                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/investigation-reports     x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/objections                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/paper-returns             x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/papers-completions        x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/papers-requests           x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/pronouncements            x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/publications              x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/receptions                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/referrals                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/reply-proposals           x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/results                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/supplements               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/arrests                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/arrest-decisions          x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/arrest-executions         x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/arrest-releases           x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/rulings                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/searches                  x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/summaries                 x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/arrangements              x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/educations                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/excuses                   x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/hospital-reports          x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/nominations               x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/rejections                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/verifications             x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/annulments                x  x  x  -  x  -  -  -  -  -  -  -  -  -
    post  /{id}/countersignatures         -  x  -  -  x  -  -  x  x  -  -  -  -  -
";

/// The kind of proceeding that an operation is about.
pub(crate) fn kind_of(place: &str) -> Option<&'static str> {
    let noun = place.split("/api/v1/").nth(1)?.split('/').next()?;
    KINDS.into_iter().find(|kind| *kind == noun)
}

/// The matrix, read: `METHOD PATH` to what each role may. What holds for every kind is spread over the operations that each kind has.
pub(crate) fn rows(documented: &BTreeSet<String>) -> BTreeMap<String, [bool; 14]> {
    let mut rows = read(MATRIX);
    let every_kind = read(EVERY_KIND);
    for place in documented {
        let Some(kind) = kind_of(place).filter(|_| !rows.contains_key(place)) else { continue };
        let general = place.replacen(&format!("/{kind}"), "", 1);
        // Steps are read by whoever reads the proceeding.
        let general =
            if general.starts_with("get ") && general.contains("{id}") { "get /api/v1/{id}" } else { &general };
        let medical = MEDICAL.contains(&kind) && general.starts_with("get ");
        let general = if medical { "get /api/v1/medical" } else { general };
        let general = if general.ends_with("/api/v1") { format!("{general}/") } else { general.to_owned() };
        if let Some(marks) = every_kind.get(&general) {
            rows.insert(place.clone(), *marks);
        }
    }
    rows
}

fn read(matrix: &str) -> BTreeMap<String, [bool; 14]> {
    let lines = matrix.lines().skip(2).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let (method, path) = (words.next().unwrap(), words.next().unwrap());
            let marks: Vec<bool> = words
                .map(|mark| match mark {
                    "x" => true,
                    "-" => false,
                    other => panic!("{path}: {other} is neither x nor -"),
                })
                .collect();
            (format!("{method} /api/v1{path}"), marks.try_into().unwrap_or_else(|_| panic!("{line}: not 14 marks")))
        })
        .collect()
}
