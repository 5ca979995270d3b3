-- A trend reads many days of one slice: with the counts in the index they lie side by side on a few pages.
alter table voc_rollup drop constraint voc_rollup_pkey;
alter table voc_rollup add primary key (tenant_id, dimension, value, day) include (counts);
