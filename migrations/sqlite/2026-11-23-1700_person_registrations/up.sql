-- Who registered a person who had no case with them: beside the person's cases, this is what lets an organisation know of the person.
create table person_registrations (
    person_id        text not null,
    bureau_id        text not null,
    organization_id  text not null,
    created_at       text not null,
    constraint person_registrations_pkey primary key (person_id, organization_id),
    constraint person_registrations_person_id_fkey foreign key (person_id) references persons (id),
    constraint person_registrations_bureau_id_fkey foreign key (bureau_id) references organizations (id),
    constraint person_registrations_organization_id_fkey foreign key (organization_id) references organizations (id)
) strict;
create index person_registrations_bureau_id_idx on person_registrations (bureau_id);
create index person_registrations_organization_id_idx on person_registrations (organization_id);
