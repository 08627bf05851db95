-- Files kept with a case or a person. The bytes lie outside, sealed under the person's data key; `file` names them there.
-- `content_hash` is a keyed hash of the bytes, of each person apart: equal files of one person are one file, and nobody
-- learns that two persons have the same.
create table papers (
    id               uuid not null,
    person_id        uuid not null,
    supervisee_id    uuid,
    bureau_id        uuid not null,
    organization_id  uuid not null,
    file             uuid not null,
    content_hash     bytea not null,
    kind             text collate "C",
    made_on          date,
    media_type       text collate "C" not null,
    bytes            bigint not null,
    sealed           bytea not null,
    account_id       uuid not null,
    version          integer not null,
    created_at       timestamptz not null,
    constraint papers_pkey primary key (id),
    constraint papers_person_id_fkey foreign key (person_id) references persons (id),
    constraint papers_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint papers_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint papers_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint papers_account_id_fkey foreign key (account_id) references accounts (id)
);
create index papers_person_id_idx on papers (person_id, content_hash);
create index papers_supervisee_id_idx on papers (supervisee_id, id);
create index papers_bureau_id_idx on papers (bureau_id, id);
create index papers_organization_id_idx on papers (organization_id, id);
create index papers_account_id_idx on papers (account_id);
create index papers_file_idx on papers (file);

-- A reading of a paper is an access too; a paper need not belong to a case.
alter table access_log alter column supervisee_id drop not null;
alter table access_log add column paper_id uuid;
alter table access_log add constraint access_log_paper_id_fkey foreign key (paper_id) references papers (id);
create index access_log_paper_id_idx on access_log (paper_id, created_at);
