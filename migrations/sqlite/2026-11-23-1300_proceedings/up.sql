-- Proceedings: one table for every kind. What a proceeding is about is sealed under a key of its own, which is sealed under the
-- person's: so a person who turns out to be another takes along the key, and no step is rewritten. `awaits_…` say who must act
-- next; they are a cache, rewritten with the standing of the case. `opened_by_…` are empty where the service itself opened it.
create table proceedings (
    id                         text not null,
    number                     text not null,
    kind                       text not null,
    person_id                  text not null,
    supervisee_id              text,
    bureau_id                  text not null,
    organization_id            text not null,
    status                     text not null,
    awaits_level               text,
    awaits_permission          text,
    opened_by_account_id       text,
    opened_by_staff_id         text,
    opened_by_organization_id  text,
    opened_by_level            text,
    data_key                   blob not null,
    sealed                     blob not null,
    version                    integer not null,
    created_at                 text not null,
    updated_at                 text not null,
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
) strict;
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
    id               text not null,
    proceeding_id    text not null,
    place            integer not null,
    act              text not null,
    status           text not null,
    account_id       text not null,
    staff_id         text not null,
    organization_id  text not null,
    level            text not null,
    acted_on         text not null,
    sealed           blob not null,
    created_at       text not null,
    constraint steps_pkey primary key (id),
    constraint steps_place_key unique (proceeding_id, place),
    constraint steps_proceeding_id_fkey foreign key (proceeding_id) references proceedings (id),
    constraint steps_account_id_fkey foreign key (account_id) references accounts (id),
    constraint steps_staff_id_fkey foreign key (staff_id) references staff (id),
    constraint steps_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint steps_place_check check (place > 0),
    constraint steps_status_check check (status in ('draft', 'submitted', 'endorsed', 'reviewed', 'approved', 'extension_requested', 'refused', 'papers_awaited', 'in_progress', 'publicised', 'enquired', 'answered', 'handed_over', 'proposed', 'closed', 'papers_returned', 'withdrawn')),
    constraint steps_level_check check (level in ('province', 'city', 'county', 'office'))
) strict;
create index steps_account_id_idx on steps (account_id);
create index steps_staff_id_idx on steps (staff_id);
create index steps_organization_id_idx on steps (organization_id);
create trigger steps_no_update before update on steps begin select raise(abort, 'steps is append-only'); end;
create trigger steps_no_delete before delete on steps begin select raise(abort, 'steps is append-only'); end;

-- The last number given to a kind at a bureau in a year.
create table proceeding_numbers (
    bureau_id   text not null,
    kind        text not null,
    year        integer not null,
    last        integer not null,
    created_at  text not null,
    constraint proceeding_numbers_pkey primary key (bureau_id, kind, year),
    constraint proceeding_numbers_bureau_id_fkey foreign key (bureau_id) references organizations (id)
) strict;

-- The order as decided proceedings have left it, where that is not the order as the court stated it.
alter table standings add column effective_order text check (json_valid(effective_order));

-- A clock runs in a case, in a proceeding of a case, or in a proceeding about a person who has no case.
create table clocks_new (
    id               text not null,
    person_id        text not null,
    supervisee_id    text,
    proceeding_id    text,
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
    constraint clocks_person_id_fkey foreign key (person_id) references persons (id),
    constraint clocks_supervisee_id_fkey foreign key (supervisee_id) references supervisees (id),
    constraint clocks_proceeding_id_fkey foreign key (proceeding_id) references proceedings (id),
    constraint clocks_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint clocks_organization_id_fkey foreign key (organization_id) references organizations (id),
    constraint clocks_of_check check (supervisee_id is not null or proceeding_id is not null)
) strict;
insert into clocks_new (id, person_id, supervisee_id, bureau_id, organization_id, rule, starts_on, starts_at, due_strict, due_legal, due_at, due_legal_at, provisional, met_on, cancelled, actor, explanation, created_at)
select c.id, s.person_id, c.supervisee_id, c.bureau_id, c.organization_id, c.rule, c.starts_on, c.starts_at, c.due_strict, c.due_legal, c.due_at, c.due_legal_at, c.provisional, c.met_on, c.cancelled, c.actor, c.explanation, c.created_at
from clocks c join supervisees s on s.id = c.supervisee_id;
drop table clocks;
alter table clocks_new rename to clocks;
create index clocks_bureau_id_idx on clocks (bureau_id, due_strict, id);
create index clocks_organization_id_idx on clocks (organization_id, due_strict, id);
create index clocks_person_id_idx on clocks (person_id);
create index clocks_supervisee_id_idx on clocks (supervisee_id);
create unique index clocks_case_rule_idx on clocks (supervisee_id, rule) where proceeding_id is null;
create unique index clocks_proceeding_rule_idx on clocks (proceeding_id, rule) where proceeding_id is not null;
