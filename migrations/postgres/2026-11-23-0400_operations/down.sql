drop table idempotency_keys;
drop table import_rows;
drop table imports;
drop table operations;
