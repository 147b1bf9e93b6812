CREATE OR REPLACE VIEW log_event AS
SELECT DISTINCT
  day,
  CAST(NULL AS varchar) AS log_group,
  CAST(NULL AS varchar) AS log_stream,
  CAST(NULL AS varchar) AS event_id,
  TRY(CAST(from_iso8601_timestamp(json_extract_scalar(CASE WHEN TRY(json_parse(text)) IS NOT NULL THEN text END, '$.timestamp')) AT TIME ZONE 'UTC' AS timestamp(3))) AS event_time,
  CAST(NULL AS timestamp) AS ingestion_time,
  text
  FROM firehose_message
  WHERE text <> ''
