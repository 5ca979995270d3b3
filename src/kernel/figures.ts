import type { Descriptions } from "./meters.ts";

/** Every figure that the process shows to whoever watches it. None tells tenants apart. */
export const FIGURES = {
  threeline_requests_total: { type: "counter", help: "Requests answered, by method, pattern of the route and status." },
  threeline_request_seconds: {
    type: "histogram",
    help: "Time to the beginning of an answer, by pattern of the route.",
  },
  threeline_jobs_total: { type: "counter", help: "Jobs of the queue that ended in this process, by kind and outcome." },
  threeline_job_seconds: { type: "histogram", help: "Time of a job, by kind." },
  threeline_queue_depth: { type: "gauge", help: "Jobs of all processes that are due and wait, by kind." },
  threeline_queue_active: { type: "gauge", help: "Jobs of all processes that are worked on, by kind." },
  threeline_queue_oldest_seconds: {
    type: "gauge",
    help: "For how long the longest waiting job has been due, by kind.",
  },
  threeline_queue_failed: { type: "gauge", help: "Jobs that were given up and not yet cleared away, by kind." },
  threeline_pool_connections: { type: "gauge", help: "Connections to the database server, by state: used, idle." },
  threeline_pool_waiting: { type: "gauge", help: "Requests that wait for a connection." },
  threeline_model_calls_total: { type: "counter", help: "Calls of chat models, by model and outcome." },
  threeline_model_seconds: { type: "histogram", help: "Time of a call of a chat model, by model." },
  threeline_model_tokens_total: { type: "counter", help: "Tokens of chat models, by model and direction." },
  threeline_embedder_calls_total: { type: "counter", help: "Calls of embedders, by model and outcome." },
  threeline_embedder_seconds: { type: "histogram", help: "Time of a call of an embedder, by model." },
  threeline_breaker_state: {
    type: "gauge",
    help: "Of a model: 0 used, 1 tried after a rest, 2 left alone after failing.",
  },
  threeline_tenants: { type: "gauge", help: "Tenants whose budgets this process has looked at." },
  threeline_tenant_budgets: { type: "gauge", help: "Tenants by the state of this month's budget of models." },
  threeline_month_tokens: { type: "gauge", help: "Tokens used this month by all tenants." },
  threeline_month_micros: {
    type: "gauge",
    help: "Cost of models this month of all tenants, in millionths of the unit.",
  },
  threeline_event_loop_delay_seconds: {
    type: "gauge",
    help: "How late the process came to what it had to do since this was last read, by quantile (1: the latest).",
  },
  threeline_processor_seconds: { type: "counter", help: "Processor time that the process has used, all threads." },
  threeline_resident_bytes: { type: "gauge", help: "Memory of the process." },
  threeline_uptime_seconds: { type: "gauge", help: "Time since the process started." },
} as const satisfies Descriptions;
