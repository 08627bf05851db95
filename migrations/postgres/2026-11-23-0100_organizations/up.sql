create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

-- The tree of organisations, the journal that every write ends in, and the keys that the service signs with.
create table organizations (
    id          uuid not null,
    code        text collate "C" not null,
    name        text collate "C" not null,
    level       text collate "C" not null,
    parent_id   uuid,
    bureau_id   uuid,
    delegated   boolean not null,
    version     integer not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint organizations_pkey primary key (id),
    constraint organizations_code_key unique (code),
    constraint organizations_parent_id_fkey foreign key (parent_id) references organizations (id),
    constraint organizations_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint organizations_level_check check (level in ('province', 'city', 'county', 'office'))
);
create index organizations_parent_id_idx on organizations (parent_id);
create index organizations_bureau_id_idx on organizations (bureau_id);

-- One row a chain (a bureau, else an organisation, else the platform): its lock, its sequence and its last hash.
create table journal_heads (
    chain_id     uuid not null,
    sequence     bigint not null,
    hash         bytea not null,
    recorded_at  timestamptz not null,
    data_key     bytea not null,
    created_at   timestamptz not null,
    constraint journal_heads_pkey primary key (chain_id)
);

create table journal (
    chain_id        uuid not null,
    sequence        bigint not null,
    id              uuid not null,
    recorded_at     timestamptz not null,
    actor           text collate "C" not null,
    action          text collate "C" not null,
    person_id       uuid,
    supervisee_id   uuid,
    resource        text collate "C" not null,
    resource_id     uuid not null,
    version         integer not null,
    schema_version  integer not null,
    trace_id        text collate "C" not null,
    sealed          bytea not null,
    hash            bytea not null,
    created_at      timestamptz not null,
    constraint journal_pkey primary key (chain_id, sequence),
    constraint journal_chain_id_fkey foreign key (chain_id) references journal_heads (chain_id)
);
create index journal_supervisee_id_idx on journal (supervisee_id, sequence);
create index journal_person_id_idx on journal (person_id, sequence);
create index journal_resource_id_idx on journal (resource_id, version);
create trigger journal_no_update before update on journal for each row execute function refuse_change();
create trigger journal_no_delete before delete on journal for each row execute function refuse_change();
create trigger journal_no_truncate before truncate on journal for each statement execute function refuse_change();

-- Keys of the service itself (index of protected fields, cursors, tokens), each wrapped by the master key.
create table service_keys (
    id          uuid not null,
    purpose     text collate "C" not null,
    sealed      bytea not null,
    created_at  timestamptz not null,
    retired_at  timestamptz,
    constraint service_keys_pkey primary key (id),
    constraint service_keys_purpose_check check (purpose in ('index', 'cursor', 'signing'))
);
create index service_keys_purpose_idx on service_keys (purpose, created_at);
