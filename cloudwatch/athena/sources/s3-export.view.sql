CREATE OR REPLACE VIEW log_event AS
SELECT DISTINCT
  day,
  regexp_extract("$path", '/[0-9]{4}/[0-9]{2}/[0-9]{2}(/.+)/[^/]+/[^/]+/[^/]+$', 1) AS log_group,
  regexp_replace(regexp_extract("$path", '/([^/]+)/[^/]+$', 1), '^([0-9]{4})-([0-9]{2})-([0-9]{2})-', '$1/$2/$3/') AS log_stream,
  CAST(NULL AS varchar) AS event_id,
  TRY(CAST(from_iso8601_timestamp(written) AT TIME ZONE 'UTC' AS timestamp(3))) AS event_time,
  CAST(NULL AS timestamp) AS ingestion_time,
  text
  FROM s3_export
  WHERE text IS NOT NULL
