-- The tree of organisations, the journal that every write ends in, and the keys that the service signs with.
create table organizations (
    id          text not null,
    code        text not null,
    name        text not null,
    level       text not null,
    parent_id   text,
    bureau_id   text,
    delegated   integer not null check (delegated in (0, 1)),
    version     integer not null,
    created_at  text not null,
    updated_at  text not null,
    constraint organizations_pkey primary key (id),
    constraint organizations_code_key unique (code),
    constraint organizations_parent_id_fkey foreign key (parent_id) references organizations (id),
    constraint organizations_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint organizations_level_check check (level in ('province', 'city', 'county', 'office'))
) strict;
create index organizations_parent_id_idx on organizations (parent_id);
create index organizations_bureau_id_idx on organizations (bureau_id);

-- One row a chain (a bureau, else an organisation, else the platform): its lock, its sequence and its last hash.
create table journal_heads (
    chain_id     text not null,
    sequence     integer not null,
    hash         blob not null,
    recorded_at  text not null,
    data_key     blob not null,
    created_at   text not null,
    constraint journal_heads_pkey primary key (chain_id)
) strict;

create table journal (
    chain_id        text not null,
    sequence        integer not null,
    id              text not null,
    recorded_at     text not null,
    actor           text not null,
    action          text not null,
    person_id       text,
    supervisee_id   text,
    resource        text not null,
    resource_id     text not null,
    version         integer not null,
    schema_version  integer not null,
    trace_id        text not null,
    sealed          blob not null,
    hash            blob not null,
    created_at      text not null,
    constraint journal_pkey primary key (chain_id, sequence),
    constraint journal_chain_id_fkey foreign key (chain_id) references journal_heads (chain_id)
) strict;
create index journal_supervisee_id_idx on journal (supervisee_id, sequence);
create index journal_person_id_idx on journal (person_id, sequence);
create index journal_resource_id_idx on journal (resource_id, version);
create trigger journal_no_update before update on journal begin select raise(abort, 'journal is append-only'); end;
create trigger journal_no_delete before delete on journal begin select raise(abort, 'journal is append-only'); end;

-- Keys of the service itself (index of protected fields, cursors, tokens), each wrapped by the master key.
create table service_keys (
    id          text not null,
    purpose     text not null,
    sealed      blob not null,
    created_at  text not null,
    retired_at  text,
    constraint service_keys_pkey primary key (id),
    constraint service_keys_purpose_check check (purpose in ('index', 'cursor', 'signing'))
) strict;
create index service_keys_purpose_idx on service_keys (purpose, created_at);
