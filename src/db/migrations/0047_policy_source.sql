-- The text of the file from which a policy was published, byte for byte: its comments and its order are for people. Null
-- where it came as JSON or from a form.
alter table policy_version add column source text;
