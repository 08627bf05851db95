drop index operations_recompute_idx;
