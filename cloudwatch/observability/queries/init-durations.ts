import type { SavedQuery } from "./saved-query.ts";

/** What a REPORT line does not have. */
const notOnDemand = 'record.initializationType != "on-demand" or record.status != "success"';

export const query: SavedQuery = {
  name: "init-durations",
  title: "Init durations",
  question: "How long do inits take, from the platform's own lines in text or JSON format?",
  reading:
    "One row for each log group, slowest first. REPORT lines have the inits on demand. INIT_REPORT lines " +
    "have the inits ahead of time and the failed inits.",
  parameters: [],
  text: `filter @message like /^(REPORT|INIT_REPORT) .*Init Duration: /
  or (type = "platform.report" and ispresent(record.metrics.initDurationMs))
  or (type = "platform.initReport" and (${notOnDemand}))
| parse @message /Init Duration: (?<initText>[0-9.]+) ms/
| fields coalesce(initText, record.metrics.initDurationMs, record.metrics.durationMs) as init_ms
| stats count(*) as inits, avg(init_ms) as init_ms_avg, pct(init_ms, 50) as init_ms_p50,
  pct(init_ms, 99) as init_ms_p99, max(init_ms) as init_ms_max
  by @log
| sort init_ms_p99 desc
| limit 10000`,
};
