-- Roles and delegations have dates. What stands counts from the day it was entered, and has no end.
create table account_roles_with_dates (
    id             text not null,
    account_id     text not null,
    role           text not null,
    starts_on      text not null,
    ends_on        text,
    acting_reason  text,
    withdrawn_at   text,
    created_at     text not null,
    constraint account_roles_pkey primary key (id),
    constraint account_roles_account_id_fkey foreign key (account_id) references accounts (id),
    constraint account_roles_ends_on_check check (ends_on is null or ends_on >= starts_on)
) strict;
insert into account_roles_with_dates (id, account_id, role, starts_on, created_at)
    select id, account_id, role, date(created_at, '+8 hours'), created_at from account_roles;
drop table account_roles;
alter table account_roles_with_dates rename to account_roles;
create index account_roles_account_id_idx on account_roles (account_id);

-- One that was ended before its first day has its last day before it.
create table delegations (
    id               text not null,
    organization_id  text not null,
    starts_on        text not null,
    ends_on          text,
    document_number  text,
    created_at       text not null,
    updated_at       text not null,
    constraint delegations_pkey primary key (id),
    constraint delegations_organization_id_fkey foreign key (organization_id) references organizations (id)
) strict;
create index delegations_organization_id_idx on delegations (organization_id, starts_on);
-- The first delegation of an office takes the office's id: both are unique where they stand.
insert into delegations (id, organization_id, starts_on, created_at, updated_at)
    select id, id, date(created_at, '+8 hours'), created_at, created_at from organizations where delegated = 1;
alter table organizations drop column delegated;
