-- Files kept with a case or a person. The bytes lie outside, sealed under the person's data key; `file` names them there.
-- `content_hash` is a keyed hash of the bytes, of each person apart: equal files of one person are one file, and nobody
-- learns that two persons have the same.
create table papers (
    id               text not null,
    person_id        text not null,
    supervisee_id    text,
    bureau_id        text not null,
    organization_id  text not null,
    file             text not null,
    content_hash     blob not null,
    kind             text,
    made_on          text,
    media_type       text not null,
    bytes            integer not null,
    sealed           blob not null,
    account_id       text not null,
    version          integer not null,
    created_at       text not null,
    constraint papers_pkey primary key (id),
    constraint papers_person_id_fkey foreign key (person_id) references persons (id),
    constraint papers_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint papers_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint papers_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint papers_account_id_fkey foreign key (account_id) references accounts (id)
) strict;
create index papers_person_id_idx on papers (person_id, content_hash);
create index papers_supervisee_id_idx on papers (supervisee_id, id);
create index papers_bureau_id_idx on papers (bureau_id, id);
create index papers_organization_id_idx on papers (organization_id, id);
create index papers_account_id_idx on papers (account_id);
create index papers_file_idx on papers (file);

-- A reading of a paper is an access too; a paper need not belong to a case. The table is made anew, because SQLite cannot
-- take `not null` back.
create table access_log_new (
    id             text not null,
    bureau_id      text not null,
    account_id     text not null,
    person_id      text not null,
    supervisee_id  text,
    fields         text not null,
    purpose        text not null,
    case_ref       text,
    trace_id       text not null,
    created_at     text not null,
    paper_id       text,
    constraint access_log_pkey primary key (id),
    constraint access_log_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint access_log_account_id_fkey foreign key (account_id) references accounts (id),
    constraint access_log_person_id_fkey foreign key (person_id) references persons (id),
    constraint access_log_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint access_log_paper_id_fkey foreign key (paper_id) references papers (id)
) strict;
insert into access_log_new
    (id, bureau_id, account_id, person_id, supervisee_id, fields, purpose, case_ref, trace_id, created_at)
    select id, bureau_id, account_id, person_id, supervisee_id, fields, purpose, case_ref, trace_id, created_at from access_log;
drop trigger access_log_no_update;
drop trigger access_log_no_delete;
drop table access_log;
alter table access_log_new rename to access_log;
create index access_log_bureau_id_idx on access_log (bureau_id, id);
create index access_log_account_id_idx on access_log (account_id, created_at);
create index access_log_person_id_idx on access_log (person_id, created_at);
create index access_log_supervisee_id_idx on access_log (supervisee_id, created_at);
create index access_log_paper_id_idx on access_log (paper_id, created_at);
create trigger access_log_no_update before update on access_log begin select raise(abort, 'access_log is append-only'); end;
create trigger access_log_no_delete before delete on access_log begin select raise(abort, 'access_log is append-only'); end;
