CREATE OR REPLACE VIEW line AS
SELECT
  day,
  log_group,
  log_stream,
  event_id,
  event_time,
  ingestion_time,
  bytes,
  json_extract_scalar(record, '$.outcrop') AS outcrop,
  TRY_CAST(json_extract_scalar(record, '$.schema') AS bigint) AS schema,
  json_extract_scalar(record, '$.environment') AS environment,
  json_extract_scalar(record, '$.function_name') AS function_name,
  json_extract_scalar(record, '$.function_version') AS function_version,
  COALESCE(TRY(CAST(from_iso8601_timestamp(json_extract_scalar(record, '$.timestamp')) AT TIME ZONE 'UTC' AS timestamp(3))), CAST(from_unixtime(TRY_CAST(json_extract_scalar(record, '$._aws.Timestamp') AS bigint) / 1000e0) AT TIME ZONE 'UTC' AS timestamp(3))) AS timestamp,
  json_extract_scalar(record, '$.level') AS level,
  json_extract_scalar(record, '$.message') AS message,
  json_extract_scalar(record, '$.service') AS service,
  TRY_CAST(json_extract_scalar(record, '$.truncated') AS boolean) AS truncated,
  record
FROM (
  SELECT day, log_group, log_stream, event_id, event_time, ingestion_time, length(to_utf8(text)) AS bytes, CASE WHEN TRY(json_parse(text)) IS NOT NULL THEN text END AS record
  FROM log_event
  WHERE strpos(text, '"outcrop":"') > 0
) AS candidates
WHERE json_extract_scalar(record, '$.outcrop') IN ('environment', 'inventory', 'init', 'resolution', 'finding', 'invocation', 'failure', 'shutdown', 'diagnostic')
