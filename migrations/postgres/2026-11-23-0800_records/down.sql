drop table records;
