-- Signs links that go to customers, such as those of surveys. Null for tenants older than this: there the end-user
-- secret signs them, until it is renewed and what it was stays for the links.
alter table tenant add column link_secret bytea;
