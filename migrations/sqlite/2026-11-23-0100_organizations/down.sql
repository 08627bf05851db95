drop table service_keys;
drop table journal;
drop table journal_heads;
drop table organizations;
