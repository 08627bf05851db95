drop index proceedings_rules_fingerprint_idx;
drop index proceedings_valid_until_idx;
alter table proceedings drop column rules_fingerprint;
alter table proceedings drop column valid_until;
