-- What holds today stays; what is past or still to come is forgotten.
alter table organizations add column delegated integer not null default 0 check (delegated in (0, 1));
update organizations set delegated = 1 where id in (
    select organization_id from delegations
    where starts_on <= date('now', '+8 hours') and (ends_on is null or ends_on >= date('now', '+8 hours'))
);
drop table delegations;

create table account_roles_without_dates (
    id          text not null,
    account_id  text not null,
    role        text not null,
    created_at  text not null,
    constraint account_roles_pkey primary key (id),
    constraint account_roles_role_key unique (account_id, role),
    constraint account_roles_account_id_fkey foreign key (account_id) references accounts (id)
) strict;
insert into account_roles_without_dates (id, account_id, role, created_at)
    select id, account_id, role, created_at from account_roles
    where withdrawn_at is null and starts_on <= date('now', '+8 hours')
        and (ends_on is null or ends_on >= date('now', '+8 hours'));
drop table account_roles;
alter table account_roles_without_dates rename to account_roles;
