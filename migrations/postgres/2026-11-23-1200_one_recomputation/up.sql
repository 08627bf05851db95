-- A bureau has one recomputation at a time: what comes up meanwhile is added to the one that waits or runs.
create unique index operations_recompute_idx on operations (organization_id)
    where kind = 'recompute' and status in ('queued', 'running');
