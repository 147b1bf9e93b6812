-- What is loaded now: the copies in the newest environment of each function.
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
