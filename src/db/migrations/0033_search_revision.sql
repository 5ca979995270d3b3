-- Counts the changes of what a search can find, so that a process knows whether what it has read still holds.
alter table search_index add column revision bigint not null default 0;
