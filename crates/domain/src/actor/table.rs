//! The one table of role × permission. What each may do is read here and nowhere else; scope (whose records) follows from place.

use crate::code::{
    Permission::{
        self, AccountsControl, AccountsRead, AccountsWrite, CalendarWrite, ClocksRead, HistoryRead, ImportsRun,
        JournalRead, MedicalRead, MinorsRead, OperationsRead, OrganizationsRead, OrganizationsWrite, Oversee,
        PersonsMerge, RegistrationsApprove, RolesGrant, RulesRead, StaffRead, StaffWrite, SuperviseesDisclose,
        SuperviseesRead, SuperviseesWrite,
    },
    Role,
};

/// What a role may do.
///
/// | | office officer, head | bureau officer | legal reviewer | bureau head | justice bureau head | archivist | city, province reviewer | province reader | procurator | system | security | audit |
/// |---|---|---|---|---|---|---|---|---|---|---|---|---|
/// | supervisees, clocks, history: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | masked | masked | ✓ | | | |
/// | supervisees: write | ✓ | ✓ | | ✓ | | | | | | | | |
/// | supervisees: disclose | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | | ✓ | | | |
/// | minors, medical: read | ✓ | ✓ | ✓ | ✓ | ✓ | minors | | | ✓ | | | |
/// | merge persons, run imports | | ✓ | | ✓ | | | | | | | | |
/// | rules, organisations: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |
/// | staff: read | ✓ | ✓ | ✓ | ✓ | ✓ | | | | | ✓ | ✓ | ✓ |
/// | operations: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | ✓ | | |
/// | organisations, staff, accounts, calendar: write | | | | | | | | | | ✓ | | |
/// | accounts: read | | | | | | | | | | ✓ | ✓ | ✓ |
/// | accounts: suspend, unlock; roles: grant; registrations: approve | | | | | | | | | | | ✓ | |
/// | journal: read | | | | | | | | | | | | ✓ |
///
/// The calendar is of the house, not of a case, and is kept by the system administrator. Those above the bureau see names masked
/// ([`Permission::Oversee`]) and no protected value; minors and illness stay with those who carry the case and with the procurator.
#[must_use]
pub fn permissions(role: Role) -> &'static [Permission] {
    match role {
        Role::OfficeOfficer | Role::OfficeHead => OFFICE,
        Role::BureauOfficer | Role::BureauHead => BUREAU,
        Role::BureauLegalReviewer | Role::JusticeBureauHead => REVIEW,
        Role::Archivist => ARCHIVE,
        Role::CityReviewer | Role::ProvinceReviewer | Role::ProvinceReader => ABOVE,
        Role::Procurator => PROCURATORATE,
        Role::SystemAdministrator => SYSTEM,
        Role::SecurityAdministrator => SECURITY,
        Role::AuditAdministrator => AUDIT,
    }
}

/// Judicial offices carry the case.
const OFFICE: &[Permission] = &[
    SuperviseesRead,
    SuperviseesWrite,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    StaffRead,
    OperationsRead,
];

/// The bureau carries the case, and keeps the register.
const BUREAU: &[Permission] = &[
    SuperviseesRead,
    SuperviseesWrite,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    PersonsMerge,
    ImportsRun,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    StaffRead,
    OperationsRead,
];

/// Those who review or approve in the county read and do not write.
const REVIEW: &[Permission] = &[
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    StaffRead,
    OperationsRead,
];

/// The archivist reads what goes into the file.
const ARCHIVE: &[Permission] = &[
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    OperationsRead,
];

/// Those above the bureau see the area with names masked.
const ABOVE: &[Permission] =
    &[SuperviseesRead, Oversee, ClocksRead, RulesRead, HistoryRead, OrganizationsRead, OperationsRead];

/// The procurator supervises enforcement and reads the whole case.
const PROCURATORATE: &[Permission] = &[
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
];

/// Keeps the house running; reads no case.
const SYSTEM: &[Permission] = &[
    RulesRead,
    OrganizationsRead,
    OrganizationsWrite,
    StaffRead,
    StaffWrite,
    AccountsRead,
    AccountsWrite,
    CalendarWrite,
    OperationsRead,
];

/// Decides who may come in; reads no case.
const SECURITY: &[Permission] =
    &[RulesRead, OrganizationsRead, StaffRead, AccountsRead, AccountsControl, RolesGrant, RegistrationsApprove];

/// Watches what was done; reads no case.
const AUDIT: &[Permission] = &[RulesRead, OrganizationsRead, StaffRead, AccountsRead, JournalRead];
