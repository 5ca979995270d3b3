-- Name of the index by which search finds the nearest vectors of a large tenant; null: all of them are compared.
alter table embedding_model add column graph text;
