drop trigger records_no_delete;
drop table records;
