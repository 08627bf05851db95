-- Records of daily work. What a record says is sealed under a key of its own, which is sealed under the person's: so a person who
-- turns out to be another takes along the key, and what was said is never rewritten. Changed is only whose it is, who carries it,
-- and, once, that it was voided.
create table records (
    id                          text not null,
    kind                        text not null,
    person_id                   text not null,
    supervisee_id               text not null,
    bureau_id                   text not null,
    organization_id             text not null,
    happened_at                 text not null,
    entered_by_account_id       text not null,
    entered_by_staff_id         text not null,
    entered_by_organization_id  text not null,
    entered_by_level            text not null,
    device_id                   text,
    client_id                   text,
    device_sequence             integer,
    device_at                   text,
    data_key                    blob not null,
    sealed                      blob not null,
    voided_at                   text,
    voiding                     blob,
    version                     integer not null,
    created_at                  text not null,
    updated_at                  text not null,
    constraint records_pkey primary key (id),
    constraint records_capture_key unique (entered_by_account_id, device_id, client_id),
    constraint records_person_id_fkey foreign key (person_id) references persons (id),
    constraint records_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint records_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint records_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint records_entered_by_account_id_fkey foreign key (entered_by_account_id) references accounts (id),
    constraint records_entered_by_staff_id_fkey foreign key (entered_by_staff_id) references staff (id),
    constraint records_entered_by_organization_id_fkey foreign key (entered_by_organization_id) references organizations (id),
    constraint records_capture_check check ((device_id is null) = (client_id is null) and (device_id is null) = (device_sequence is null) and (device_id is null) = (device_at is null)),
    constraint records_voiding_check check ((voided_at is null) = (voiding is null))
) strict;
create index records_bureau_id_idx on records (bureau_id, kind, happened_at, id);
create index records_organization_id_idx on records (organization_id, kind, happened_at, id);
create index records_supervisee_id_idx on records (supervisee_id, happened_at, id);
create index records_person_id_idx on records (person_id);
create index records_entered_by_staff_id_idx on records (entered_by_staff_id);
create index records_entered_by_organization_id_idx on records (entered_by_organization_id);
create trigger records_no_rewrite before update of id, kind, supervisee_id, bureau_id, happened_at, entered_by_account_id, entered_by_staff_id, entered_by_organization_id, entered_by_level, device_id, client_id, device_sequence, device_at, sealed, created_at on records begin select raise(abort, 'records is append-only'); end;
create trigger records_voided_once before update of voided_at, voiding on records when old.voided_at is not null begin select raise(abort, 'records is append-only'); end;
create trigger records_no_delete before delete on records begin select raise(abort, 'records is append-only'); end;
