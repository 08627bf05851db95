alter table access_log drop column paper_id;
alter table access_log alter column supervisee_id set not null;
drop table papers;
