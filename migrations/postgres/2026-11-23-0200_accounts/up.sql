-- People who work here, the accounts they log in with, and what those accounts have done at the door.
create table staff (
    id               uuid not null,
    organization_id  uuid not null,
    name             text collate "C" not null,
    post             text collate "C" not null,
    position         text collate "C",
    starts_on        date not null,
    ends_on          date,
    version          integer not null,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    constraint staff_pkey primary key (id),
    constraint staff_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint staff_post_check check (post in ('established', 'contracted', 'seconded')),
    constraint staff_ends_on_check check (ends_on is null or ends_on >= starts_on)
);
create index staff_organization_id_idx on staff (organization_id, id);

create table accounts (
    id                   uuid not null,
    staff_id             uuid not null,
    organization_id      uuid not null,
    login_name           text collate "C" not null,
    state                text collate "C" not null,
    password_hash        text collate "C" not null,
    password_changed_at  timestamptz not null,
    password_expires     boolean not null,
    must_change          boolean not null,
    version              integer not null,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    constraint accounts_pkey primary key (id),
    constraint accounts_login_name_key unique (login_name),
    constraint accounts_staff_id_fkey foreign key (staff_id) references staff (id),
    constraint accounts_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint accounts_state_check check (state in ('pending', 'active', 'suspended', 'rejected'))
);
create index accounts_staff_id_idx on accounts (staff_id);
create index accounts_organization_id_idx on accounts (organization_id, id);

create table account_roles (
    id          uuid not null,
    account_id  uuid not null,
    role        text collate "C" not null,
    created_at  timestamptz not null,
    constraint account_roles_pkey primary key (id),
    constraint account_roles_role_key unique (account_id, role),
    constraint account_roles_account_id_fkey foreign key (account_id) references accounts (id)
);

-- Hashes of earlier passwords, so that the last few are not used again.
create table earlier_passwords (
    id             uuid not null,
    account_id     uuid not null,
    password_hash  text collate "C" not null,
    created_at     timestamptz not null,
    constraint earlier_passwords_pkey primary key (id),
    constraint earlier_passwords_account_id_fkey foreign key (account_id) references accounts (id)
);
create index earlier_passwords_account_id_idx on earlier_passwords (account_id, created_at);

create table sessions (
    id             uuid not null,
    account_id     uuid not null,
    refresh_hash   bytea not null,
    created_at     timestamptz not null,
    last_used_at   timestamptz not null,
    expires_at     timestamptz not null,
    ended_at       timestamptz,
    ended_because  text collate "C",
    constraint sessions_pkey primary key (id),
    constraint sessions_account_id_fkey foreign key (account_id) references accounts (id),
    constraint sessions_ended_because_check check (ended_because in ('logout', 'password_changed', 'roles_changed', 'suspended', 'refresh_reused'))
);
create index sessions_account_id_idx on sessions (account_id, expires_at);

-- Every try at the door, good or bad: what the lockouts count and the auditor reads.
create table login_attempts (
    id               uuid not null,
    attempted_at     timestamptz not null,
    login_name_hash  bytea not null,
    account_id       uuid,
    source           text collate "C" not null,
    outcome          text collate "C" not null,
    trace_id         text collate "C" not null,
    created_at       timestamptz not null,
    constraint login_attempts_pkey primary key (id),
    constraint login_attempts_account_id_fkey foreign key (account_id) references accounts (id),
    constraint login_attempts_outcome_check check (outcome in ('accepted', 'rejected', 'locked', 'unlocked'))
);
create index login_attempts_login_name_hash_idx on login_attempts (login_name_hash, attempted_at);
create index login_attempts_source_idx on login_attempts (source, attempted_at);
create index login_attempts_account_id_idx on login_attempts (account_id, attempted_at);

create table bootstrap_credentials (
    id           uuid not null,
    secret_hash  bytea not null,
    expires_at   timestamptz not null,
    spent_at     timestamptz,
    created_at   timestamptz not null,
    constraint bootstrap_credentials_pkey primary key (id)
);
