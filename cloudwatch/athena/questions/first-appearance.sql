-- When each finding first appeared, and in which version of the function.
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
