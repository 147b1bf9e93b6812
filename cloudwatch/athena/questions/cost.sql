-- What Outcrop itself costs each function: milliseconds after an invocation and at the start,
-- and what it writes.
WITH ranked AS (
  SELECT
    i.function_name,
    i.overhead_ms,
    i.further_invocations,
    cume_dist() OVER (PARTITION BY i.function_name ORDER BY i.overhead_ms) AS share
  FROM invocation AS i
  WHERE i.day >= 'FROM_DAY' AND i.overhead_ms IS NOT NULL
),
invoked AS (
  SELECT
    r.function_name,
    count(*) + CAST(sum(r.further_invocations) AS bigint) AS invocations,
    avg(r.overhead_ms) AS mean_overhead_ms,
    min(r.overhead_ms) FILTER (WHERE r.share >= 0.99) AS p99_overhead_ms,
    max(r.overhead_ms) AS max_overhead_ms
  FROM ranked AS r
  GROUP BY r.function_name
),
started AS (
  SELECT
    e.function_name,
    count(DISTINCT e.environment) AS environments,
    avg(e.register_ms) AS mean_register_ms,
    avg(e.shim_ms) AS mean_shim_ms
  FROM environment AS e
  WHERE e.day >= 'FROM_DAY'
  GROUP BY e.function_name
),
written AS (
  SELECT l.function_name, count(*) AS lines, sum(l.bytes) AS log_bytes
  FROM line AS l
  WHERE l.day >= 'FROM_DAY'
  GROUP BY l.function_name
)
SELECT
  w.function_name,
  s.environments,
  i.invocations,
  i.mean_overhead_ms,
  i.p99_overhead_ms,
  i.max_overhead_ms,
  s.mean_register_ms,
  s.mean_shim_ms,
  w.lines,
  w.log_bytes
FROM written AS w
LEFT JOIN started AS s ON s.function_name = w.function_name
LEFT JOIN invoked AS i ON i.function_name = w.function_name
ORDER BY w.log_bytes DESC, w.function_name
