create table access_log_old (
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
insert into access_log_old
    select id, bureau_id, account_id, person_id, supervisee_id, fields, purpose, case_ref, trace_id, created_at from access_log;
drop trigger access_log_no_update;
drop trigger access_log_no_delete;
drop table access_log;
alter table access_log_old rename to access_log;
create index access_log_bureau_id_idx on access_log (bureau_id, id);
create index access_log_account_id_idx on access_log (account_id, created_at);
create index access_log_person_id_idx on access_log (person_id, created_at);
create index access_log_supervisee_id_idx on access_log (supervisee_id, created_at);
create trigger access_log_no_update before update on access_log begin select raise(abort, 'access_log is append-only'); end;
create trigger access_log_no_delete before delete on access_log begin select raise(abort, 'access_log is append-only'); end;
drop table papers;
