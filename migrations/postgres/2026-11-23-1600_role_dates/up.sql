-- Roles and delegations have dates. What stands counts from the day it was entered, and has no end.
alter table account_roles
    drop constraint account_roles_role_key,
    add column starts_on date,
    add column ends_on date,
    add column acting_reason text collate "C",
    add column withdrawn_at timestamptz;
update account_roles set starts_on = (created_at at time zone 'UTC' + interval '8 hours')::date;
alter table account_roles
    alter column starts_on set not null,
    add constraint account_roles_ends_on_check check (ends_on is null or ends_on >= starts_on);
create index account_roles_account_id_idx on account_roles (account_id);

-- One that was ended before its first day has its last day before it.
create table delegations (
    id               uuid not null,
    organization_id  uuid not null,
    starts_on        date not null,
    ends_on          date,
    document_number  text collate "C",
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    constraint delegations_pkey primary key (id),
    constraint delegations_organization_id_fkey foreign key (organization_id) references organizations (id)
);
create index delegations_organization_id_idx on delegations (organization_id, starts_on);
-- The first delegation of an office takes the office's id: both are unique where they stand.
insert into delegations (id, organization_id, starts_on, created_at, updated_at)
    select id, id, (created_at at time zone 'UTC' + interval '8 hours')::date, created_at, created_at
    from organizations where delegated;
alter table organizations drop column delegated;
