-- A proposal of some 20 kB is stored with each request and seldom read: lz4 takes a third of the default's time for it and
-- about as much room. A server that was built without it, as the embedded one is, keeps the default.
do $$
begin
  alter table proposal alter column content set compression lz4;
exception when feature_not_supported then
  null;
end $$;
