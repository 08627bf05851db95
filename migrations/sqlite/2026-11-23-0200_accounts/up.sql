-- People who work here, the accounts they log in with, and what those accounts have done at the door.
create table staff (
    id               text not null,
    organization_id  text not null,
    name             text not null,
    post             text not null,
    position         text,
    starts_on        text not null,
    ends_on          text,
    version          integer not null,
    created_at       text not null,
    updated_at       text not null,
    constraint staff_pkey primary key (id),
    constraint staff_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint staff_post_check check (post in ('established', 'contracted', 'seconded')),
    constraint staff_ends_on_check check (ends_on is null or ends_on >= starts_on)
) strict;
create index staff_organization_id_idx on staff (organization_id, id);

create table accounts (
    id                   text not null,
    staff_id             text not null,
    organization_id      text not null,
    login_name           text not null,
    state                text not null,
    password_hash        text not null,
    password_changed_at  text not null,
    password_expires     integer not null check (password_expires in (0, 1)),
    must_change          integer not null check (must_change in (0, 1)),
    version              integer not null,
    created_at           text not null,
    updated_at           text not null,
    constraint accounts_pkey primary key (id),
    constraint accounts_login_name_key unique (login_name),
    constraint accounts_staff_id_fkey foreign key (staff_id) references staff (id),
    constraint accounts_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint accounts_state_check check (state in ('pending', 'active', 'suspended', 'rejected'))
) strict;
create index accounts_staff_id_idx on accounts (staff_id);
create index accounts_organization_id_idx on accounts (organization_id, id);

create table account_roles (
    id          text not null,
    account_id  text not null,
    role        text not null,
    created_at  text not null,
    constraint account_roles_pkey primary key (id),
    constraint account_roles_role_key unique (account_id, role),
    constraint account_roles_account_id_fkey foreign key (account_id) references accounts (id)
) strict;

-- Hashes of earlier passwords, so that the last few are not used again.
create table earlier_passwords (
    id             text not null,
    account_id     text not null,
    password_hash  text not null,
    created_at     text not null,
    constraint earlier_passwords_pkey primary key (id),
    constraint earlier_passwords_account_id_fkey foreign key (account_id) references accounts (id)
) strict;
create index earlier_passwords_account_id_idx on earlier_passwords (account_id, created_at);

create table sessions (
    id             text not null,
    account_id     text not null,
    refresh_hash   blob not null,
    created_at     text not null,
    last_used_at   text not null,
    expires_at     text not null,
    ended_at       text,
    ended_because  text,
    constraint sessions_pkey primary key (id),
    constraint sessions_account_id_fkey foreign key (account_id) references accounts (id),
    constraint sessions_ended_because_check check (ended_because in ('logout', 'password_changed', 'roles_changed', 'suspended', 'refresh_reused'))
) strict;
create index sessions_account_id_idx on sessions (account_id, expires_at);

-- Every try at the door, good or bad: what the lockouts count and the auditor reads.
create table login_attempts (
    id               text not null,
    attempted_at     text not null,
    login_name_hash  blob not null,
    account_id       text,
    source           text not null,
    outcome          text not null,
    trace_id         text not null,
    created_at       text not null,
    constraint login_attempts_pkey primary key (id),
    constraint login_attempts_account_id_fkey foreign key (account_id) references accounts (id),
    constraint login_attempts_outcome_check check (outcome in ('accepted', 'rejected', 'locked', 'unlocked'))
) strict;
create index login_attempts_login_name_hash_idx on login_attempts (login_name_hash, attempted_at);
create index login_attempts_source_idx on login_attempts (source, attempted_at);
create index login_attempts_account_id_idx on login_attempts (account_id, attempted_at);

create table bootstrap_credentials (
    id           text not null,
    secret_hash  blob not null,
    expires_at   text not null,
    spent_at     text,
    created_at   text not null,
    constraint bootstrap_credentials_pkey primary key (id)
) strict;
