//! The settings of the door. The defaults satisfy GB/T 22239 level 3 (8.1.4.1).

use chrono::TimeDelta;

/// What holds for sessions, lockouts, passwords and registration.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How long an access token lives; at most 15 minutes (RFC 9068).
    pub access: TimeDelta,
    /// How long a session may lie idle.
    pub idle: TimeDelta,
    /// How long a session of one of the three administrators may lie idle.
    pub idle_administrator: TimeDelta,
    /// How long a session lives at most.
    pub absolute: TimeDelta,
    /// When wrong passwords lock a name or an address out.
    pub lockout: Lockout,
    /// What a password must be.
    pub password: PasswordPolicy,
    /// Whether strangers may apply for an account.
    pub registration_open: bool,
}

/// When wrong passwords lock out.
#[derive(Debug, Clone, Copy)]
pub struct Lockout {
    /// So many wrong passwords for one login name within the window lock the name for as long as the window.
    pub failures: i64,
    /// The window.
    pub window: TimeDelta,
    /// More failures than this from one address within the window: the address is asked to wait.
    pub source_failures: i64,
}

/// What a password must be.
#[derive(Debug, Clone, Copy)]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_length: usize,
    /// The fewest of the four kinds: small letters, capitals, digits, others.
    pub classes: usize,
    /// After how many days it must be changed.
    pub max_age_days: i64,
    /// How many of the last passwords, the present one among them, are not to be used again.
    pub history: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            access: TimeDelta::minutes(15),
            idle: TimeDelta::minutes(30),
            idle_administrator: TimeDelta::minutes(15),
            absolute: TimeDelta::hours(12),
            lockout: Lockout { failures: 5, window: TimeDelta::minutes(15), source_failures: 30 },
            password: PasswordPolicy::default(),
            registration_open: false,
        }
    }
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 12, classes: 3, max_age_days: 90, history: 5 }
    }
}
