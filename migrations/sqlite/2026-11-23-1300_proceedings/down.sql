delete from clocks where proceeding_id is not null;
create table clocks_old (
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
insert into clocks_old (id, supervisee_id, bureau_id, organization_id, rule, starts_on, starts_at, due_strict, due_legal, due_at, due_legal_at, provisional, met_on, cancelled, actor, explanation, created_at)
select id, supervisee_id, bureau_id, organization_id, rule, starts_on, starts_at, due_strict, due_legal, due_at, due_legal_at, provisional, met_on, cancelled, actor, explanation, created_at from clocks;
drop table clocks;
alter table clocks_old rename to clocks;
create index clocks_bureau_id_idx on clocks (bureau_id, due_strict, id);
create index clocks_organization_id_idx on clocks (organization_id, due_strict, id);
alter table standings drop column effective_order;
drop table proceeding_numbers;
drop trigger steps_no_delete;
drop table steps;
drop table proceedings;
