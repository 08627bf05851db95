-- A proceeding about a person who has no case keeps what a standing keeps of a case: until when its clocks and who must act next hold
-- by themselves, and by which rules they were computed.
alter table proceedings add column valid_until timestamptz;
alter table proceedings add column rules_fingerprint text collate "C";
create index proceedings_valid_until_idx on proceedings (valid_until) where supervisee_id is null;
create index proceedings_rules_fingerprint_idx on proceedings (bureau_id, rules_fingerprint) where supervisee_id is null;
