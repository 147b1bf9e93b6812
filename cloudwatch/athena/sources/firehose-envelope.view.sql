CREATE OR REPLACE VIEW log_event AS
SELECT DISTINCT
  day,
  json_extract_scalar(envelope, '$.logGroup') AS log_group,
  json_extract_scalar(envelope, '$.logStream') AS log_stream,
  json_extract_scalar(event, '$.id') AS event_id,
  CAST(from_unixtime(TRY_CAST(json_extract_scalar(event, '$.timestamp') AS bigint) / 1000e0) AT TIME ZONE 'UTC' AS timestamp(3)) AS event_time,
  CAST(NULL AS timestamp) AS ingestion_time,
  regexp_replace(json_extract_scalar(event, '$.message'), '\s+$', '') AS text
  FROM (SELECT day, CASE WHEN TRY(json_parse(text)) IS NOT NULL THEN text END AS envelope FROM firehose_envelope) AS envelopes
  CROSS JOIN UNNEST(TRY_CAST(json_extract(envelope, '$.logEvents') AS array(json))) AS e (event)
  WHERE json_extract_scalar(envelope, '$.messageType') = 'DATA_MESSAGE'
