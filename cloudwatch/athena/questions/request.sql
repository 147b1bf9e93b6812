-- Everything about one request: what Outcrop wrote in its environment
-- since the invocation before, and every other line that names the request.
WITH asked AS (
  SELECT i.environment, max(i.timestamp) AS ended_at
  FROM invocation AS i
  WHERE i.request_id = 'REQUEST_ID' AND i.day >= 'FROM_DAY'
  GROUP BY i.environment
),
before AS (
  SELECT a.environment, max(i.timestamp) AS ended_at
  FROM asked AS a
  JOIN invocation AS i ON i.environment = a.environment AND i.timestamp < a.ended_at
  WHERE i.day >= 'FROM_DAY'
  GROUP BY a.environment
)
SELECT l.timestamp AS written_at, l.function_name, l.outcrop AS kind, COALESCE(l.message, l.outcrop) AS text
FROM line AS l
JOIN asked AS a ON a.environment = l.environment AND l.timestamp <= a.ended_at
LEFT JOIN before AS b ON b.environment = l.environment
WHERE l.day >= 'FROM_DAY' AND (b.ended_at IS NULL OR l.timestamp > b.ended_at)
UNION ALL
SELECT e.event_time AS written_at, CAST(NULL AS varchar) AS function_name, 'log' AS kind, e.text AS text
FROM log_event AS e
WHERE e.day >= 'FROM_DAY' AND strpos(e.text, 'REQUEST_ID') > 0 AND strpos(e.text, '"outcrop":"') = 0
ORDER BY written_at, kind, text
