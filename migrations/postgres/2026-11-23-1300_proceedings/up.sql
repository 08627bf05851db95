-- Proceedings: one table for every kind. What a proceeding is about is sealed under a key of its own, which is sealed under the
-- person's: so a person who turns out to be another takes along the key, and no step is rewritten. `awaits_…` say who must act
-- next; they are a cache, rewritten with the standing of the case. `opened_by_…` are empty where the service itself opened it.
create table proceedings (
    id                         uuid not null,
    number                     text collate "C" not null,
    kind                       text collate "C" not null,
    person_id                  uuid not null,
    supervisee_id              uuid,
    bureau_id                  uuid not null,
    organization_id            uuid not null,
    status                     text collate "C" not null,
    awaits_level               text collate "C",
    awaits_permission          text collate "C",
    opened_by_account_id       uuid,
    opened_by_staff_id         uuid,
    opened_by_organization_id  uuid,
    opened_by_level            text collate "C",
    data_key                   bytea not null,
    sealed                     bytea not null,
    version                    integer not null,
    created_at                 timestamptz not null,
    updated_at                 timestamptz not null,
    constraint proceedings_pkey primary key (id),
    constraint proceedings_number_key unique (bureau_id, number),
    constraint proceedings_person_id_fkey foreign key (person_id) references persons (id),
    constraint proceedings_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint proceedings_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint proceedings_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint proceedings_opened_by_account_id_fkey foreign key (opened_by_account_id) references accounts (id),
    constraint proceedings_opened_by_staff_id_fkey foreign key (opened_by_staff_id) references staff (id),
    constraint proceedings_opened_by_organization_id_fkey foreign key (opened_by_organization_id) references organizations (id),
    constraint proceedings_status_check check (status in ('draft', 'submitted', 'endorsed', 'reviewed', 'approved', 'extension_requested', 'refused', 'papers_awaited', 'in_progress', 'publicised', 'enquired', 'answered', 'handed_over', 'proposed', 'closed', 'papers_returned', 'withdrawn'))
);
create index proceedings_bureau_id_idx on proceedings (bureau_id, id);
create index proceedings_organization_id_idx on proceedings (organization_id, id);
create index proceedings_kind_idx on proceedings (bureau_id, kind, id);
create index proceedings_awaits_idx on proceedings (bureau_id, awaits_level, awaits_permission, id);
create index proceedings_supervisee_id_idx on proceedings (supervisee_id, id);
create index proceedings_person_id_idx on proceedings (person_id, id);
create index proceedings_opened_by_account_id_idx on proceedings (opened_by_account_id);
create index proceedings_opened_by_staff_id_idx on proceedings (opened_by_staff_id);
create index proceedings_opened_by_organization_id_idx on proceedings (opened_by_organization_id);

-- What was done in a proceeding, in order; never changed.
create table steps (
    id               uuid not null,
    proceeding_id    uuid not null,
    place            integer not null,
    act              text collate "C" not null,
    status           text collate "C" not null,
    account_id       uuid not null,
    staff_id         uuid not null,
    organization_id  uuid not null,
    level            text collate "C" not null,
    acted_on         date not null,
    sealed           bytea not null,
    created_at       timestamptz not null,
    constraint steps_pkey primary key (id),
    constraint steps_place_key unique (proceeding_id, place),
    constraint steps_proceeding_id_fkey foreign key (proceeding_id) references proceedings (id),
    constraint steps_account_id_fkey foreign key (account_id) references accounts (id),
    constraint steps_staff_id_fkey foreign key (staff_id) references staff (id),
    constraint steps_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint steps_place_check check (place > 0),
    constraint steps_status_check check (status in ('draft', 'submitted', 'endorsed', 'reviewed', 'approved', 'extension_requested', 'refused', 'papers_awaited', 'in_progress', 'publicised', 'enquired', 'answered', 'handed_over', 'proposed', 'closed', 'papers_returned', 'withdrawn')),
    constraint steps_level_check check (level in ('province', 'city', 'county', 'office'))
);
create index steps_account_id_idx on steps (account_id);
create index steps_staff_id_idx on steps (staff_id);
create index steps_organization_id_idx on steps (organization_id);
create trigger steps_no_update before update on steps for each row execute function refuse_change();
create trigger steps_no_delete before delete on steps for each row execute function refuse_change();
create trigger steps_no_truncate before truncate on steps for each statement execute function refuse_change();

-- The last number given to a kind at a bureau in a year.
create table proceeding_numbers (
    bureau_id   uuid not null,
    kind        text collate "C" not null,
    year        integer not null,
    last        integer not null,
    created_at  timestamptz not null,
    constraint proceeding_numbers_pkey primary key (bureau_id, kind, year),
    constraint proceeding_numbers_bureau_id_fkey foreign key (bureau_id) references organizations (id)
);

-- The order as decided proceedings have left it, where that is not the order as the court stated it.
alter table standings add column effective_order jsonb;

-- A clock runs in a case, in a proceeding of a case, or in a proceeding about a person who has no case.
alter table clocks add column person_id uuid, add column proceeding_id uuid;
update clocks set person_id = supervisees.person_id from supervisees where supervisees.id = clocks.supervisee_id;
alter table clocks
    alter column person_id set not null,
    alter column supervisee_id drop not null,
    drop constraint clocks_rule_key,
    add constraint clocks_person_id_fkey foreign key (person_id) references persons (id),
    add constraint clocks_proceeding_id_fkey foreign key (proceeding_id) references proceedings (id),
    add constraint clocks_of_check check (supervisee_id is not null or proceeding_id is not null);
create index clocks_person_id_idx on clocks (person_id);
create index clocks_supervisee_id_idx on clocks (supervisee_id);
create unique index clocks_case_rule_idx on clocks (supervisee_id, rule) where proceeding_id is null;
create unique index clocks_proceeding_rule_idx on clocks (proceeding_id, rule) where proceeding_id is not null;
