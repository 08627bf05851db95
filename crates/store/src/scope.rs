//! Whose rows a reader sees: the subtree of an organisation, as it is written into every query.

use domain::ids::OrganizationId;

/// The rows within a reader's reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// One judicial office.
    Office(OrganizationId),
    /// Whole bureaus: one for its own staff, several for city and province, none for who sees no cases.
    Bureaus(Vec<OrganizationId>),
}

/// Narrows a boxed query to a scope, by its `bureau_id` and `organization_id` columns.
#[macro_export]
macro_rules! within {
    ($query:expr, $table:ident, $scope:expr) => {
        match $scope {
            $crate::scope::Scope::Office(office) => {
                $query.filter($table::organization_id.eq($crate::sql_types::Key(*office)))
            }
            $crate::scope::Scope::Bureaus(bureaus) => match bureaus.as_slice() {
                [one] => $query.filter($table::bureau_id.eq($crate::sql_types::Key(*one))),
                many => {
                    let keys: Vec<_> = many.iter().copied().map($crate::sql_types::Key).collect();
                    $query.filter($table::bureau_id.eq_any(keys))
                }
            },
        }
    };
}
