CREATE EXTERNAL TABLE IF NOT EXISTS s3_export (
  written string,
  text string
)
PARTITIONED BY (day string)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
  'input.regex' = '(?s)^([0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+Z) (.*)$'
)
STORED AS TEXTFILE
LOCATION 's3://BUCKET/exports/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.day.type' = 'date',
  'projection.day.format' = 'yyyy/MM/dd',
  'projection.day.range' = '2026/01/01,NOW',
  'projection.day.interval' = '1',
  'projection.day.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://BUCKET/exports/${day}/'
)
