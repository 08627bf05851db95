//! The one table of role × permission. What each may do is read here and nowhere else; scope (whose records) follows from place.

use crate::code::{
    Permission::{
        self, AccountsControl, AccountsRead, AccountsWrite, CalendarWrite, ClocksRead, HistoryRead, ImportsRun,
        JournalRead, MedicalRead, MinorsRead, MonitoringDecide, OperationsRead, OrganizationsRead, OrganizationsWrite,
        Oversee, PapersRead, PapersWrite, PersonsMerge, ProceedingsDecide, ProceedingsEndorse, ProceedingsRead,
        ProceedingsWrite, RecordsRead, RecordsWrite, RegistrationsApprove, RolesGrant, RulesRead, StaffRead,
        StaffWrite, SuperviseesDisclose, SuperviseesRead, SuperviseesWrite,
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
/// | minors, medical: read | ✓ | ✓ | ✓ | ✓ | ✓ | minors | medical | | ✓ | | | |
/// | proceedings: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | masked | masked | ✓ | | | |
/// | proceedings: open, carry on | ✓ | ✓ | | ✓ | | | | | | | | |
/// | records of daily work: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | | ✓ | | | |
/// | records of daily work: enter, void | ✓ | ✓ | | ✓ | | | | | | | | |
/// | proceedings: give the agency's opinion | head | ✓ | ✓ | ✓ | | | ✓ | | | | | |
/// | proceedings: decide | head | | | ✓ | | | ✓ | | | | | |
/// | electronic monitoring: approve | | | | | ✓ | | | | | | | |
/// | papers: read | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | | ✓ | | | |
/// | papers: write | ✓ | ✓ | | ✓ | | | | | | | | |
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
/// ([`Permission::Oversee`]), no protected value, and no record of daily work, for what was seen and said is about more than the person;
/// minors stay with those who carry the case and with the procurator, but for a proceeding that awaits the very level: who must act in it
/// may read it. Illness does too, but that the reviewers above the bureau decide, having regard to it, how long an interval of
/// re-examination may be (IM 24).
pub fn permissions(role: Role) -> impl Iterator<Item = Permission> {
    let groups: [&'static [Permission]; 2] = match role {
        Role::OfficeOfficer => [OFFICE, &[]],
        Role::OfficeHead => [OFFICE, &[ProceedingsEndorse, ProceedingsDecide]],
        Role::BureauOfficer => [BUREAU, &[ProceedingsEndorse]],
        Role::BureauHead => [BUREAU, &[ProceedingsEndorse, ProceedingsDecide]],
        Role::BureauLegalReviewer => [REVIEW, &[ProceedingsEndorse]],
        Role::JusticeBureauHead => [REVIEW, &[MonitoringDecide]],
        Role::Archivist => [ARCHIVE, &[]],
        Role::CityReviewer | Role::ProvinceReviewer => [ABOVE, &[ProceedingsEndorse, ProceedingsDecide, MedicalRead]],
        Role::ProvinceReader => [ABOVE, &[]],
        Role::Procurator => [PROCURATORATE, &[]],
        Role::SystemAdministrator => [SYSTEM, &[]],
        Role::SecurityAdministrator => [SECURITY, &[]],
        Role::AuditAdministrator => [AUDIT, &[]],
    };
    groups.into_iter().flatten().copied()
}

/// Judicial offices carry the case.
const OFFICE: &[Permission] = &[
    ProceedingsRead,
    ProceedingsWrite,
    RecordsRead,
    RecordsWrite,
    SuperviseesRead,
    SuperviseesWrite,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    PapersRead,
    PapersWrite,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    StaffRead,
    OperationsRead,
];

/// The bureau carries the case, and keeps the register.
const BUREAU: &[Permission] = &[
    ProceedingsRead,
    ProceedingsWrite,
    RecordsRead,
    RecordsWrite,
    SuperviseesRead,
    SuperviseesWrite,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    PapersRead,
    PapersWrite,
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
    ProceedingsRead,
    RecordsRead,
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    PapersRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    StaffRead,
    OperationsRead,
];

/// The archivist reads what goes into the file.
const ARCHIVE: &[Permission] = &[
    ProceedingsRead,
    RecordsRead,
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    PapersRead,
    ClocksRead,
    RulesRead,
    HistoryRead,
    OrganizationsRead,
    OperationsRead,
];

/// Those above the bureau see the area with names masked.
const ABOVE: &[Permission] =
    &[SuperviseesRead, ProceedingsRead, Oversee, ClocksRead, RulesRead, HistoryRead, OrganizationsRead, OperationsRead];

/// The procurator supervises enforcement and reads the whole case.
const PROCURATORATE: &[Permission] = &[
    ProceedingsRead,
    RecordsRead,
    SuperviseesRead,
    SuperviseesDisclose,
    MinorsRead,
    MedicalRead,
    PapersRead,
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
