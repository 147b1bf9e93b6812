-- What each function loaded in its newest version, and its findings: the rows of `outcrop what-if --rows`.
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
