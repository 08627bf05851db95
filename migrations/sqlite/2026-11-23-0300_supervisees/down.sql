drop table calendar_years;
drop table access_log;
drop table clocks;
drop table standings;
drop table supervisees;
drop table persons;
