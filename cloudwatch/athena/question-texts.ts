/** The SQL of questions/, written by `npm run generate`. */
export const questionTexts: Readonly<Record<string, string>> = {
  "loaded-now": `-- What is loaded now: the copies in the newest environment of each function.
WITH newest AS (
  SELECT e.function_name, max_by(e.environment, e.timestamp) AS environment
  FROM environment AS e
  WHERE e.day >= 'FROM_DAY'
  GROUP BY e.function_name
)
SELECT
  r.function_name,
  r.function_version,
  r.package,
  r.version,
  r.root,
  r.path,
  max(r.layer) AS layer,
  sum(r.modules) AS modules
FROM resolution AS r
JOIN newest AS n ON n.environment = r.environment
WHERE r.day >= 'FROM_DAY'
GROUP BY r.function_name, r.function_version, r.package, r.version, r.root, r.path
ORDER BY r.function_name, r.package, r.path
`,
  "who-loads": `-- Who loads a package, and from which copy.
SELECT
  r.function_name,
  r.function_version,
  r.version,
  r.root,
  r.path,
  max_by(r.layer, r.timestamp) AS layer,
  count(DISTINCT r.environment) AS environments,
  min(r.timestamp) AS first_seen,
  max(r.timestamp) AS last_seen,
  min_by(r.importer, r.timestamp) AS first_importer
FROM resolution AS r
WHERE r.package = 'PACKAGE' AND r.day >= 'FROM_DAY'
GROUP BY r.function_name, r.function_version, r.version, r.root, r.path
ORDER BY r.function_name, last_seen DESC, r.path
`,
  shadowed: `-- The functions in which a package is shadowed: which copy won, which lost.
SELECT
  f.function_name,
  f.winner_version,
  f.winner_root,
  f.winner_path,
  max_by(f.winner_layer, f.timestamp) AS winner_layer,
  f.loser_version,
  f.loser_root,
  f.loser_path,
  max_by(f.loser_layer, f.timestamp) AS loser_layer,
  max_by(f.severity, f.timestamp) AS severity,
  max_by(f.function_version, f.timestamp) AS last_function_version,
  count(DISTINCT f.environment) AS environments,
  min(f.timestamp) AS first_seen,
  max(f.timestamp) AS last_seen
FROM finding AS f
WHERE f.code = 'shadowed-package' AND f.package = 'PACKAGE' AND f.day >= 'FROM_DAY'
GROUP BY
  f.function_name,
  f.winner_version,
  f.winner_root,
  f.winner_path,
  f.loser_version,
  f.loser_root,
  f.loser_path
ORDER BY f.function_name, last_seen DESC, f.winner_path, f.loser_path
`,
  "first-appearance": `-- When each finding first appeared, and in which version of the function.
-- The newest comes first.
SELECT
  f.function_name,
  f.code,
  f.package,
  min(f.timestamp) AS first_seen,
  min_by(f.function_version, f.timestamp) AS first_function_version,
  min_by(f.environment, f.timestamp) AS first_environment,
  max(f.timestamp) AS last_seen,
  max_by(f.severity, f.timestamp) AS last_severity,
  count(DISTINCT f.environment) AS environments
FROM finding AS f
WHERE f.day >= 'FROM_DAY'
GROUP BY f.function_name, f.code, f.package
ORDER BY first_seen DESC, f.function_name, f.code, f.package
`,
  "what-changed": `-- What changed between two fingerprints: the copies that only one of them has.
-- A fingerprint means what its environment had loaded when a line first showed it.
WITH fingerprints AS (
  SELECT i.fingerprint, i.environment, i.timestamp FROM invocation AS i WHERE i.day >= 'FROM_DAY'
  UNION ALL
  SELECT s.fingerprint, s.environment, s.timestamp FROM shutdown AS s WHERE s.day >= 'FROM_DAY'
),
shown AS (
  SELECT t.fingerprint, min_by(t.environment, t.timestamp) AS environment, min(t.timestamp) AS shown_at
  FROM fingerprints AS t
  WHERE t.fingerprint IN ('OLD_FINGERPRINT', 'NEW_FINGERPRINT')
  GROUP BY t.fingerprint
),
loaded AS (
  SELECT DISTINCT s.fingerprint, r.package, r.version, r.root
  FROM shown AS s
  JOIN resolution AS r ON r.environment = s.environment AND r.timestamp <= s.shown_at
  WHERE r.day >= 'FROM_DAY'
)
SELECT
  l.package,
  l.version,
  l.root,
  CASE max(l.fingerprint) WHEN 'NEW_FINGERPRINT' THEN 'added' ELSE 'removed' END AS change
FROM loaded AS l
GROUP BY l.package, l.version, l.root
HAVING count(*) = 1
ORDER BY l.package, change DESC, l.version, l.root
`,
  request: `-- Everything about one request: what Outcrop wrote in its environment
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
`,
  "what-if": `-- What each function loaded in its newest version, and its findings: the rows of \`outcrop what-if --rows\`.
WITH versions AS (
  SELECT
    e.function_name,
    max_by(e.function_version, e.timestamp) AS function_version,
    max_by(e.node_version, e.timestamp) AS node_version,
    max_by(e.arch, e.timestamp) AS arch,
    max_by(e.wrappers, e.timestamp) AS wrappers
  FROM environment AS e
  WHERE e.day >= 'FROM_DAY'
  GROUP BY e.function_name
),
invoked AS (
  SELECT
    i.function_name,
    i.function_version,
    count(*) + CAST(sum(i.further_invocations) AS bigint) AS invocations
  FROM invocation AS i
  WHERE i.day >= 'FROM_DAY'
  GROUP BY i.function_name, i.function_version
),
copies AS (
  SELECT
    r.function_name,
    r.function_version,
    r.path,
    max_by(r.package, r.timestamp) AS package,
    max_by(r.version, r.timestamp) AS version,
    max_by(r.root, r.timestamp) AS root,
    max_by(r.layer, r.timestamp) AS layer,
    max_by(r.importer, r.timestamp) AS importer,
    max_by(r.specifier, r.timestamp) AS specifier,
    max_by(r.how, r.timestamp) AS how
  FROM resolution AS r
  WHERE r.day >= 'FROM_DAY'
  GROUP BY r.function_name, r.function_version, r.path
),
found AS (
  SELECT DISTINCT
    f.function_name,
    f.function_version,
    f.code,
    f.severity,
    f.package,
    f.range,
    f.winner_path,
    f.loser_path,
    f.evidence
  FROM finding AS f
  WHERE f.day >= 'FROM_DAY'
),
both_kinds AS (
  SELECT
    c.function_name, c.function_version, 'copy' AS kind, c.package, c.version, c.root, c.path, c.layer, c.importer,
    c.specifier, c.how, CAST(NULL AS varchar) AS code, CAST(NULL AS varchar) AS severity,
    CAST(NULL AS varchar) AS range, CAST(NULL AS varchar) AS winner_path, CAST(NULL AS varchar) AS loser_path,
    CAST(NULL AS varchar) AS evidence
  FROM copies AS c
  UNION ALL
  SELECT
    f.function_name, f.function_version, 'finding' AS kind, f.package, CAST(NULL AS varchar) AS version,
    CAST(NULL AS varchar) AS root, CAST(NULL AS varchar) AS path, CAST(NULL AS varchar) AS layer,
    CAST(NULL AS varchar) AS importer, CAST(NULL AS varchar) AS specifier, CAST(NULL AS varchar) AS how, f.code,
    f.severity, f.range, f.winner_path, f.loser_path, f.evidence
  FROM found AS f
)
SELECT
  v.function_name,
  v.node_version,
  v.arch,
  v.wrappers,
  n.invocations,
  b.kind,
  b.package,
  b.version,
  b.root,
  b.path,
  b.layer,
  b.importer,
  b.specifier,
  b.how,
  b.code,
  b.severity,
  b.range,
  b.winner_path,
  b.loser_path,
  b.evidence
FROM versions AS v
LEFT JOIN both_kinds AS b ON b.function_name = v.function_name AND b.function_version = v.function_version
LEFT JOIN invoked AS n ON n.function_name = v.function_name AND n.function_version = v.function_version
ORDER BY v.function_name, b.kind, b.path, b.code, b.package, b.winner_path
`,
  cost: `-- What Outcrop itself costs each function: milliseconds after an invocation and at the start,
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
`,
};
