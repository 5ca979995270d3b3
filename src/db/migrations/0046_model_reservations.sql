-- What a call that is being made is thought to take at least; counted as used until the call says what it took. A process
-- that dies with the call leaves it: from this moment on it is used.
alter table model_usage_call add column reserved_until timestamptz;
grant update on model_usage_call to threeline_app;
