-- A check for each vector would read its passage and lock its row once more. Who writes vectors has made their passages
-- in the same transaction, or holds their rows; who deletes passages deletes their vectors right behind them.
alter table chunk_vector drop constraint chunk_vector_tenant_id_chunk_id_fkey;
-- Deleting goes by the primary key, model by model.
drop index chunk_vector_by_chunk;
