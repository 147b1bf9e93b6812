/** What was done, or would be, for a person or a program. */
import Table from "cli-table3";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import { changesOf } from "./plan.ts";
import type { PublishRequest, RegionReport } from "./publish.ts";
import { architectures } from "./region.ts";

export function tableOf(reports: readonly RegionReport[]): string {
  const table = new Table({ head: ["region", "version", "status", "ARN"], style: { head: [], border: [] } });
  for (const { region, version, status, arn } of reports)
    table.push([region, version ?? "", status, arn ?? ""]);
  return [table.toString(), ...reports.map(note).filter((line) => line !== null)].join("\n");
}

/** One line of what the table has no room for; null when there is nothing to say. */
function note({ region, status, changes, reason }: RegionReport): string | null {
  const list = changes.join(", ");
  if (reason !== null) return `${region} failed${list === "" ? "" : ` after: ${list}`}: ${reason}`;
  if (list === "") return null;
  return `${region} ${status === "planned" ? "to do" : "done"}: ${list}`;
}

export function dryRunText(request: PublishRequest, reports: readonly RegionReport[]): string {
  const { layer, path, content, wanted } = request;
  return [
    "A dry run: nothing was changed. Add --execute to publish.",
    "",
    `layer        ${layer}: ${plainText(content.description)}`,
    `zip          ${plainText(path)}, ${Math.ceil(content.zip.length / 1024)} KB, SHA-256 ${wanted.hash}`,
    `compatible   ${[...runtimes, ...architectures].join(", ")}; licence MIT`,
    `if missing   ${changesOf({ arn: null, ...wanted }).join(", ")}`,
    "",
    tableOf(reports),
  ].join("\n");
}

export function jsonOf(request: PublishRequest, reports: readonly RegionReport[]): string {
  const { layer, path, content, wanted, execute } = request;
  const document = {
    layer,
    description: content.description,
    zip: path,
    codeSha256: wanted.hash,
    executed: execute,
    regions: reports,
  };
  return JSON.stringify(document, null, 2);
}
