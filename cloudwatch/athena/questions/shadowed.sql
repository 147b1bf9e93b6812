-- The functions in which a package is shadowed: which copy won, which lost.
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
