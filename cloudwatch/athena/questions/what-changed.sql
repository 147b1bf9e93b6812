-- What changed between two fingerprints: the copies that only one of them has.
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
