-- How far a trial of a policy is: past requests decided again, and how many there are.
alter table policy_dry_run add column done int not null default 0;
alter table policy_dry_run add column total int not null default 0;
