drop table bootstrap_credentials;
drop table login_attempts;
drop table sessions;
drop table earlier_passwords;
drop table account_roles;
drop table accounts;
drop table staff;
