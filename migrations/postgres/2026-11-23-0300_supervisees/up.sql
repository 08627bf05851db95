-- A person has an identity and a data key of their own; protected members stand in `sealed`, for search there are keyed hashes.
create table persons (
    id              uuid not null,
    bureau_id       uuid not null,
    name            text collate "C" not null,
    name_initials   text collate "C" not null,
    sex             text collate "C",
    birth_year      integer,
    id_number_mask  text collate "C" not null,
    id_number_hash  bytea,
    phone_mask      text collate "C",
    phone_hash      bytea,
    data_key        bytea,
    sealed          bytea,
    merged_into_id  uuid,
    version         integer not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    constraint persons_pkey primary key (id),
    constraint persons_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint persons_merged_into_id_fkey foreign key (merged_into_id) references persons (id),
    constraint persons_sex_check check (sex in ('male', 'female', 'unknown', 'not_stated'))
);
create index persons_bureau_id_idx on persons (bureau_id, id);
create index persons_id_number_hash_idx on persons (id_number_hash);
create index persons_phone_hash_idx on persons (phone_hash);
create index persons_name_idx on persons (bureau_id, name);
create index persons_name_initials_idx on persons (bureau_id, name_initials);
create index persons_merged_into_id_idx on persons (merged_into_id);

create table supervisees (
    id                     uuid not null,
    person_id              uuid not null,
    bureau_id              uuid not null,
    organization_id        uuid not null,
    category               text collate "C" not null,
    supervision_starts_on  date,
    supervision_ends_on    date,
    facts                  jsonb not null,
    sealed                 bytea,
    version                integer not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    constraint supervisees_pkey primary key (id),
    constraint supervisees_person_id_fkey foreign key (person_id) references persons (id),
    constraint supervisees_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint supervisees_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint supervisees_category_check check (category in ('public_surveillance', 'probation', 'parole', 'temporary_outside_prison'))
);
create index supervisees_bureau_id_idx on supervisees (bureau_id, id);
create index supervisees_organization_id_idx on supervisees (organization_id, id);
create index supervisees_ends_idx on supervisees (bureau_id, supervision_ends_on, id);
create index supervisees_person_id_idx on supervisees (person_id);

-- What follows from the case file by law, kept so that lists can filter; rewritten by each write that moves it and by the sweep.
create table standings (
    supervisee_id      uuid not null,
    bureau_id          uuid not null,
    status             text collate "C" not null,
    status_reason      text collate "C",
    condition_codes    text collate "C" not null,
    conditions         jsonb not null,
    discrepancies      jsonb not null,
    valid_until        timestamptz,
    rules_fingerprint  text collate "C" not null,
    created_at         timestamptz not null,
    constraint standings_pkey primary key (supervisee_id),
    constraint standings_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint standings_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint standings_status_check check (status in ('awaiting_intake', 'under_supervision', 'released', 'terminated', 'transferred_out'))
);
create index standings_status_idx on standings (bureau_id, status, supervisee_id);
create index standings_valid_until_idx on standings (valid_until);

-- The statutory clocks of every case, a cache of the same pure function. Whether one is overdue is decided in the query.
create table clocks (
    id               uuid not null,
    supervisee_id    uuid not null,
    bureau_id        uuid not null,
    organization_id  uuid not null,
    rule             text collate "C" not null,
    starts_on        date not null,
    starts_at        timestamptz,
    due_strict       date not null,
    due_legal        date not null,
    due_at           timestamptz,
    due_legal_at     timestamptz,
    provisional      boolean not null,
    met_on           date,
    cancelled        boolean not null,
    actor            text collate "C" not null,
    explanation      jsonb not null,
    created_at       timestamptz not null,
    constraint clocks_pkey primary key (id),
    constraint clocks_rule_key unique (supervisee_id, rule),
    constraint clocks_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint clocks_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint clocks_organization_id_fkey foreign key (organization_id) references organizations (id)
);
create index clocks_bureau_id_idx on clocks (bureau_id, due_strict, id);
create index clocks_organization_id_idx on clocks (organization_id, due_strict, id);

-- Who saw which protected member of whom, and for what. Written before the value leaves.
create table access_log (
    id             uuid not null,
    bureau_id      uuid not null,
    account_id     uuid not null,
    person_id      uuid not null,
    supervisee_id  uuid not null,
    fields         text collate "C" not null,
    purpose        text collate "C" not null,
    case_ref       text collate "C",
    trace_id       text collate "C" not null,
    created_at     timestamptz not null,
    constraint access_log_pkey primary key (id),
    constraint access_log_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint access_log_account_id_fkey foreign key (account_id) references accounts (id),
    constraint access_log_person_id_fkey foreign key (person_id) references persons (id),
    constraint access_log_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id)
);
create index access_log_bureau_id_idx on access_log (bureau_id, id);
create index access_log_account_id_idx on access_log (account_id, created_at);
create index access_log_person_id_idx on access_log (person_id, created_at);
create index access_log_supervisee_id_idx on access_log (supervisee_id, created_at);
create trigger access_log_no_update before update on access_log for each row execute function refuse_change();
create trigger access_log_no_delete before delete on access_log for each row execute function refuse_change();
create trigger access_log_no_truncate before truncate on access_log for each statement execute function refuse_change();

-- Calendar years loaded after the built-in ones.
create table calendar_years (
    year        integer not null,
    days        jsonb not null,
    version     integer not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint calendar_years_pkey primary key (year)
);
