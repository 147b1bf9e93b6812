CREATE OR REPLACE VIEW resolution AS
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
  json_extract_scalar(record, '$.package') AS package,
  json_extract_scalar(record, '$.version') AS version,
  json_extract_scalar(record, '$.root') AS root,
  json_extract_scalar(record, '$.path') AS path,
  json_extract_scalar(record, '$.layer') AS layer,
  json_extract_scalar(record, '$.link') AS link,
  TRY_CAST(json_extract_scalar(record, '$.modules') AS bigint) AS modules,
  json_extract_scalar(record, '$.module') AS module,
  json_extract_scalar(record, '$.importer') AS importer,
  json_extract_scalar(record, '$.specifier') AS specifier,
  json_extract_scalar(record, '$.how') AS how
FROM line
WHERE outcrop = 'resolution'
UNION ALL
SELECT day, log_group, log_stream, event_id, event_time, ingestion_time, CAST(NULL AS bigint) AS bytes, outcrop, schema, environment, function_name, function_version, timestamp, level, message, service, truncated, package, version, root, path, layer, link, modules, module, importer, specifier, how
FROM (
  SELECT day, log_group, log_stream, event_id, event_time, ingestion_time, outcrop, schema, environment, function_name, function_version, timestamp, level, message, service, truncated,
    package,
    version,
    root,
    CASE WHEN place IS NULL THEN folder || package WHEN substr(place, -1) = '/' AND strpos(place, '=') <> 1 THEN CASE WHEN strpos(place, '=') = 1 THEN substr(place, 2) WHEN strpos(place, '/') = 1 THEN place ELSE folder || place END || 'node_modules/' || package ELSE CASE WHEN strpos(place, '=') = 1 THEN substr(place, 2) WHEN strpos(place, '/') = 1 THEN place ELSE folder || place END END AS path,
    layer,
    CASE WHEN has_link THEN CASE WHEN link_place IS NULL THEN folder || package WHEN substr(link_place, -1) = '/' AND strpos(link_place, '=') <> 1 THEN CASE WHEN strpos(link_place, '=') = 1 THEN substr(link_place, 2) WHEN strpos(link_place, '/') = 1 THEN link_place ELSE folder || link_place END || 'node_modules/' || package ELSE CASE WHEN strpos(link_place, '=') = 1 THEN substr(link_place, 2) WHEN strpos(link_place, '/') = 1 THEN link_place ELSE folder || link_place END END END AS link,
    modules,
    CAST(NULL AS varchar) AS module,
    CASE WHEN has_importer THEN CASE WHEN strpos(own_importer, '=') = 1 THEN substr(own_importer, 2) WHEN strpos(own_importer, '/') = 1 THEN own_importer ELSE folder || own_importer END ELSE line_importer END AS importer,
    specifier,
    COALESCE(own_how, line_how) AS how
  FROM (
    SELECT day, log_group, log_stream, event_id, event_time, ingestion_time, outcrop, schema, environment, function_name, function_version, timestamp, level, message, service, truncated, line_importer, line_how,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, '^(@?[^@ ]*)', 1), ''), '+', '%2B'))) AS package,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, '^@?[^@ ]*@([^ ]+)', 1), ''), '+', '%2B'))) AS version,
      NULLIF(regexp_extract(item, '^[^ ]+ ([a-z]+)', 1), '') AS root,
      CASE NULLIF(regexp_extract(item, '^[^ ]+ ([a-z]+)', 1), '') WHEN 'function' THEN '/var/task/node_modules/' WHEN 'layer' THEN '/opt/nodejs/node_modules/' WHEN 'runtime' THEN '/var/runtime/node_modules/' ELSE '' END AS folder,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, '^[^ ]+ [a-z]+:([^ ]+)', 1), ''), '+', '%2B'))) AS place,
      TRY_CAST(NULLIF(regexp_extract(item, '^[^ ]+ [^ ]+ ([0-9]+)', 1), '') AS bigint) AS modules,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, ' in=([^ ]+)', 1), ''), '+', '%2B'))) AS layer,
      strpos(item, ' link=') > 0 AS has_link,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, ' link=([^ ]+)', 1), ''), '+', '%2B'))) AS link_place,
      strpos(item, ' by=') > 0 AS has_importer,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, ' by=([^ ]+)', 1), ''), '+', '%2B'))) AS own_importer,
      TRY(url_decode(replace(NULLIF(regexp_extract(item, ' as=([^ ]+)', 1), ''), '+', '%2B'))) AS specifier,
      NULLIF(regexp_extract(item, ' how=([^ ]+)', 1), '') AS own_how
    FROM (
      SELECT day, log_group, log_stream, event_id, event_time, ingestion_time, outcrop, schema, environment, function_name, function_version, timestamp, level, message, service, truncated, json_extract_scalar(record, '$.importer') AS line_importer, json_extract_scalar(record, '$.how') AS line_how, item
      FROM line
      CROSS JOIN UNNEST(split(json_extract_scalar(record, '$.copies'), ', ')) AS c (item)
      WHERE outcrop = 'inventory' AND regexp_extract(item, '^[^ ]+ [a-z]+(:[^ ]+)? [0-9]+') <> ''
    ) AS items
  ) AS words
) AS copies
