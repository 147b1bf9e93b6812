-- Who loads a package, and from which copy.
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
