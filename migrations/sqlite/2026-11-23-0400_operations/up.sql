-- Long work. A worker holds a row by lease; when the lease runs out another takes over where the last commit left it.
create table operations (
    id               text not null,
    kind             text not null,
    organization_id  text not null,
    account_id       text,
    status           text not null,
    done             integer not null,
    total            integer not null,
    unit             text not null,
    result           text check (json_valid(result)),
    problem          text check (json_valid(problem)),
    lease_holder     text,
    lease_until      text,
    cancel_asked     integer not null check (cancel_asked in (0, 1)),
    version          integer not null,
    created_at       text not null,
    updated_at       text not null,
    expires_at       text not null,
    constraint operations_pkey primary key (id),
    constraint operations_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint operations_account_id_fkey foreign key (account_id) references accounts (id),
    constraint operations_status_check check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled'))
) strict;
create index operations_status_idx on operations (status, lease_until);
create index operations_organization_id_idx on operations (organization_id, id);
create index operations_account_id_idx on operations (account_id);

create table imports (
    id            text not null,
    operation_id  text not null,
    bureau_id     text not null,
    kind          text not null,
    dry_run       integer not null check (dry_run in (0, 1)),
    file_name     text not null,
    sealed        blob not null,
    accepted      integer not null,
    rejected      integer not null,
    unchanged     integer not null,
    warnings      integer not null,
    created_at    text not null,
    constraint imports_pkey primary key (id),
    constraint imports_operation_id_key unique (operation_id),
    constraint imports_operation_id_fkey foreign key (operation_id) references operations (id),
    constraint imports_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint imports_kind_check check (kind in ('supervisees'))
) strict;
create index imports_bureau_id_idx on imports (bureau_id, id);

create table import_rows (
    import_id      text not null,
    sheet_row      integer not null,
    outcome        text not null,
    supervisee_id  text,
    faults         text not null check (json_valid(faults)),
    created_at     text not null,
    constraint import_rows_pkey primary key (import_id, sheet_row),
    constraint import_rows_import_id_fkey foreign key (import_id) references imports (id),
    constraint import_rows_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint import_rows_outcome_check check (outcome in ('accepted', 'rejected', 'unchanged'))
) strict;
create index import_rows_outcome_idx on import_rows (import_id, outcome, sheet_row);
create index import_rows_supervisee_id_idx on import_rows (supervisee_id);

-- Answers kept for a repeated request: the same key gets the same answer, committed with the work itself.
create table idempotency_keys (
    id           blob not null,
    fingerprint  blob not null,
    sealed       blob not null,
    created_at   text not null,
    expires_at   text not null,
    constraint idempotency_keys_pkey primary key (id)
) strict;
create index idempotency_keys_expires_at_idx on idempotency_keys (expires_at);
