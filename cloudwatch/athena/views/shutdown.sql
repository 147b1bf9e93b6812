CREATE OR REPLACE VIEW shutdown AS
SELECT
  day,
  log_group,
  log_stream,
  event_id,
  event_time,
  ingestion_time,
  bytes,
  outcrop,
  schema,
  environment,
  function_name,
  function_version,
  timestamp,
  level,
  message,
  service,
  truncated,
  json_extract_scalar(record, '$.reason') AS reason,
  TRY_CAST(json_extract_scalar(record, '$.invocations') AS bigint) AS invocations,
  TRY_CAST(json_extract_scalar(record, '$.modules') AS bigint) AS modules,
  TRY_CAST(json_extract_scalar(record, '$.copies') AS bigint) AS copies,
  TRY_CAST(json_extract_scalar(record, '$.findings') AS bigint) AS findings,
  json_extract_scalar(record, '$.fingerprint') AS fingerprint,
  TRY_CAST(json_extract_scalar(record, '$.shim_ms') AS double) AS shim_ms
FROM line
WHERE outcrop = 'shutdown'
