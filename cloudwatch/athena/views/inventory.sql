CREATE OR REPLACE VIEW inventory AS
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
  TRY_CAST(json_extract_scalar(record, '$.part') AS bigint) AS part,
  TRY_CAST(json_extract_scalar(record, '$.parts') AS bigint) AS parts,
  json_extract_scalar(record, '$.importer') AS importer,
  json_extract_scalar(record, '$.how') AS how,
  json_extract_scalar(record, '$.copies') AS copies
FROM line
WHERE outcrop = 'inventory'
