//! Who may do what: one row an operation, one column a role. An operation without a row fails the build.

use std::collections::BTreeMap;

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

    get   /staff                          x  x  x  x  x  x  -  -  -  -  -  x  x  x
    post  /staff                          -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /staff/{id}                     x  x  x  x  x  x  -  -  -  -  -  x  x  x
    patch /staff/{id}                     -  -  -  -  -  -  -  -  -  -  -  x  -  -

    get   /accounts                       -  -  -  -  -  -  -  -  -  -  -  x  x  x
    post  /accounts                       -  -  -  -  -  -  -  -  -  -  -  x  -  -
    get   /accounts/{id}                  -  -  -  -  -  -  -  -  -  -  -  x  x  x
    post  /accounts/{id}/password-resets  -  -  -  -  -  -  -  -  -  -  -  x  -  -
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

    get   /persons/{id}                   x  x  x  x  x  x  x  x  x  x  x  -  -  -
    get   /persons/{id}/duplicates        x  x  x  x  x  x  x  x  x  x  x  -  -  -
    post  /persons/{id}/merges            -  -  x  -  x  -  -  -  -  -  -  -  -  -
    post  /persons/{id}/separations       -  -  x  -  x  -  -  -  -  -  -  -  -  -

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

/// The matrix, read: `METHOD PATH` to what each role may.
pub(crate) fn rows() -> BTreeMap<String, [bool; 14]> {
    let lines = MATRIX.lines().skip(2).filter(|line| !line.trim().is_empty());
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
