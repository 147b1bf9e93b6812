/**
 * The loaded packages with the names of OpenTelemetry's draft, as docs/sbom.md maps them
 * (https://github.com/open-telemetry/semantic-conventions/issues/4117): a row for each function and copy.
 */
export const packageView = "package";

/** Package URL specification, npm: each part is percent-encoded. */
const purl = `'pkg:npm/' || replace(url_encode(package), '%2F', '/') || coalesce('@' || url_encode(version), '')`;

/** A root's own code, such as (layer), and the function itself are not packages that it loaded. */
export const createPackageView = `
CREATE VIEW "${packageView}" AS
SELECT
  function_name,
  function_version,
  package AS "package.name",
  version AS "package.version",
  'npm' AS "package.type",
  path AS "package.path",
  ${purl} AS "package.purl",
  true AS "package.loaded",
  root,
  min("timestamp") AS first,
  max("timestamp") AS last
FROM resolution
WHERE package IS NOT NULL AND package NOT LIKE '(%' AND path <> '/var/task'
GROUP BY function_name, function_version, package, version, path, root
`;
