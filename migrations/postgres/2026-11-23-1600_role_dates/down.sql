-- What holds today stays; what is past or still to come is forgotten.
alter table organizations add column delegated boolean not null default false;
update organizations set delegated = true where id in (
    select organization_id from delegations
    where (now() at time zone 'UTC' + interval '8 hours')::date between starts_on and coalesce(ends_on, 'infinity')
);
alter table organizations alter column delegated drop default;
drop table delegations;

delete from account_roles
    where withdrawn_at is not null
        or (now() at time zone 'UTC' + interval '8 hours')::date not between starts_on and coalesce(ends_on, 'infinity');
drop index account_roles_account_id_idx;
alter table account_roles
    drop column starts_on,
    drop column ends_on,
    drop column acting_reason,
    drop column withdrawn_at,
    add constraint account_roles_role_key unique (account_id, role);
