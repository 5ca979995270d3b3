-- A briefing may tell one of the reports in the place of what customers say.
alter table voc_briefing_plan add column report text check (report is null or report ~ '^[a-z][a-z-]{0,49}$');
