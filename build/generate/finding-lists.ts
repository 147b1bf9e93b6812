/**
 * What follows from the list of findings (core/findings/finding.ts): the index of their pages, the codes and
 * metrics in the schemas, and the metrics in the tables of docs.
 */
import { type FindingKind, findingKinds } from "../../core/findings/finding.ts";

const kinds: readonly FindingKind[] = Object.values(findingKinds);

/** Files by their paths from the repository's top folder. `read` returns the text that is there now. */
export function findingLists(read: (path: string) => string): Map<string, string> {
  return new Map([
    ["docs/findings/README.md", indexPage()],
    ["docs/telemetry.schema.json", withMetricCounts(withCodes(read("docs/telemetry.schema.json")))],
    ["docs/check.schema.json", withCodes(read("docs/check.schema.json"))],
    ["docs/incident.schema.json", withCodes(read("docs/incident.schema.json"))],
    ["docs/telemetry.md", withMetrics(read("docs/telemetry.md"))],
    ["docs/security.md", withMetrics(read("docs/security.md"))],
  ]);
}

function indexPage(): string {
  const rows = kinds.map(
    ({ code, title, family, metric }) =>
      `| [\`${code}\`](${code}.md) | ${title} | ${family} | \`${metric}\` |`,
  );
  return [
    "# Findings",
    "",
    "Each finding has a code that never changes, a page that explains it, and a metric that counts it.",
    "",
    "| code | what was seen | family | metric |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** Each enumeration of a property `code`. */
function withCodes(schema: string): string {
  return schema.replace(
    /( *)"code": \{\n( *)"enum": \[[^\]]*\]/g,
    (_, outer: string, inner: string) =>
      `${outer}"code": {\n${inner}"enum": [\n` +
      `${kinds.map(({ code }) => `${inner}  "${code}"`).join(",\n")}\n${inner}]`,
  );
}

/** The properties of lines with metrics from the first code's metric to `_aws`. */
function withMetricCounts(schema: string): string {
  return schema.replace(/( *)"ShadowedPackage": \{[\s\S]*?(?= *"_aws": \{)/g, (_, indent: string) =>
    kinds
      .map(({ metric }) => `${indent}"${metric}": {\n${indent}  "$ref": "#/$defs/count"\n${indent}},\n`)
      .join(""),
  );
}

/** The rows of tables that list the metric of each code, from the first one's on. */
function withMetrics(page: string): string {
  const metrics = kinds.map(({ metric }) => `\`${metric}\``).join(", ");
  return page.replace(/`ShadowedPackage`(?:, `[A-Z][A-Za-z]+`)+/g, metrics);
}
