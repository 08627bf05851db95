drop table person_registrations;
