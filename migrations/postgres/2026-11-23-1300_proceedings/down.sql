delete from clocks where proceeding_id is not null;
drop index clocks_proceeding_rule_idx;
drop index clocks_case_rule_idx;
drop index clocks_supervisee_id_idx;
drop index clocks_person_id_idx;
alter table clocks
    drop constraint clocks_of_check,
    drop column person_id,
    drop column proceeding_id,
    alter column supervisee_id set not null,
    add constraint clocks_rule_key unique (supervisee_id, rule);
alter table standings drop column effective_order;
drop table proceeding_numbers;
drop table steps;
drop table proceedings;
