-- A person has an identity and a data key of their own; protected members stand in `sealed`, for search there are keyed hashes.
create table persons (
    id              text not null,
    bureau_id       text not null,
    name            text not null,
    name_initials   text not null,
    sex             text,
    birth_year      integer,
    id_number_mask  text not null,
    id_number_hash  blob,
    phone_mask      text,
    phone_hash      blob,
    data_key        blob,
    sealed          blob,
    merged_into_id  text,
    version         integer not null,
    created_at      text not null,
    updated_at      text not null,
    constraint persons_pkey primary key (id),
    constraint persons_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint persons_merged_into_id_fkey foreign key (merged_into_id) references persons (id),
    constraint persons_sex_check check (sex in ('male', 'female', 'unknown', 'not_stated'))
) strict;
create index persons_bureau_id_idx on persons (bureau_id, id);
create index persons_id_number_hash_idx on persons (id_number_hash);
create index persons_phone_hash_idx on persons (phone_hash);
create index persons_name_idx on persons (bureau_id, name);
create index persons_name_initials_idx on persons (bureau_id, name_initials);
create index persons_merged_into_id_idx on persons (merged_into_id);

create table supervisees (
    id                     text not null,
    person_id              text not null,
    bureau_id              text not null,
    organization_id        text not null,
    category               text not null,
    supervision_starts_on  text,
    supervision_ends_on    text,
    facts                  text not null check (json_valid(facts)),
    sealed                 blob,
    version                integer not null,
    created_at             text not null,
    updated_at             text not null,
    constraint supervisees_pkey primary key (id),
    constraint supervisees_person_id_fkey foreign key (person_id) references persons (id),
    constraint supervisees_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint supervisees_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint supervisees_category_check check (category in ('public_surveillance', 'probation', 'parole', 'temporary_outside_prison'))
) strict;
create index supervisees_bureau_id_idx on supervisees (bureau_id, id);
create index supervisees_organization_id_idx on supervisees (organization_id, id);
create index supervisees_ends_idx on supervisees (bureau_id, supervision_ends_on, id);
create index supervisees_person_id_idx on supervisees (person_id);

-- What follows from the case file by law, kept so that lists can filter; rewritten by each write that moves it and by the sweep.
create table standings (
    supervisee_id      text not null,
    bureau_id          text not null,
    status             text not null,
    status_reason      text,
    condition_codes    text not null,
    conditions         text not null check (json_valid(conditions)),
    discrepancies      text not null check (json_valid(discrepancies)),
    valid_until        text,
    rules_fingerprint  text not null,
    created_at         text not null,
    constraint standings_pkey primary key (supervisee_id),
    constraint standings_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint standings_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint standings_status_check check (status in ('awaiting_intake', 'under_supervision', 'released', 'terminated', 'transferred_out'))
) strict;
create index standings_status_idx on standings (bureau_id, status, supervisee_id);
create index standings_valid_until_idx on standings (valid_until);

-- The statutory clocks of every case, a cache of the same pure function. Whether one is overdue is decided in the query.
create table clocks (
    id               text not null,
    supervisee_id    text not null,
    bureau_id        text not null,
    organization_id  text not null,
    rule             text not null,
    starts_on        text not null,
    starts_at        text,
    due_strict       text not null,
    due_legal        text not null,
    due_at           text,
    due_legal_at     text,
    provisional      integer not null check (provisional in (0, 1)),
    met_on           text,
    cancelled        integer not null check (cancelled in (0, 1)),
    actor            text not null,
    explanation      text not null check (json_valid(explanation)),
    created_at       text not null,
    constraint clocks_pkey primary key (id),
    constraint clocks_rule_key unique (supervisee_id, rule),
    constraint clocks_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint clocks_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint clocks_organization_id_fkey foreign key (organization_id) references organizations (id)
) strict;
create index clocks_bureau_id_idx on clocks (bureau_id, due_strict, id);
create index clocks_organization_id_idx on clocks (organization_id, due_strict, id);

-- Who saw which protected member of whom, and for what. Written before the value leaves.
create table access_log (
    id             text not null,
    bureau_id      text not null,
    account_id     text not null,
    person_id      text not null,
    supervisee_id  text not null,
    fields         text not null,
    purpose        text not null,
    case_ref       text,
    trace_id       text not null,
    created_at     text not null,
    constraint access_log_pkey primary key (id),
    constraint access_log_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint access_log_account_id_fkey foreign key (account_id) references accounts (id),
    constraint access_log_person_id_fkey foreign key (person_id) references persons (id),
    constraint access_log_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id)
) strict;
create index access_log_bureau_id_idx on access_log (bureau_id, id);
create index access_log_account_id_idx on access_log (account_id, created_at);
create index access_log_person_id_idx on access_log (person_id, created_at);
create index access_log_supervisee_id_idx on access_log (supervisee_id, created_at);
create trigger access_log_no_update before update on access_log begin select raise(abort, 'access_log is append-only'); end;
create trigger access_log_no_delete before delete on access_log begin select raise(abort, 'access_log is append-only'); end;

-- Calendar years loaded after the built-in ones.
create table calendar_years (
    year        integer not null,
    days        text not null check (json_valid(days)),
    version     integer not null,
    created_at  text not null,
    updated_at  text not null,
    constraint calendar_years_pkey primary key (year)
) strict;
