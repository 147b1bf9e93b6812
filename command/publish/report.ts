/** What was done, or would be, for a person, a shell or a program. */
import Table from "cli-table3";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { defaultEnvironment } from "./aws-cli.ts";
import type { PublishRequest, RegionReport } from "./publish.ts";

export function tableOf(reports: readonly RegionReport[]): string {
  const table = new Table({ head: ["region", "version", "status", "ARN"], style: { head: [], border: [] } });
  for (const { region, version, status, arn } of reports)
    table.push([region, version ?? "", status, arn ?? ""]);
  const notes = reports.map(note).filter((line) => line !== null);
  return [table.toString(), ...notes].join("\n");
}

/** One line of what the table has no room for; null where there is nothing to say. */
function note({ region, status, changes, reason }: RegionReport): string | null {
  if (reason !== null)
    return `${region} ${status}${changes.length > 0 ? ` after: ${changes.join(", ")}` : ""}: ${reason}`;
  return changes.length > 0
    ? `${region} ${status === "planned" ? "to do" : "done"}: ${changes.join(", ")}`
    : null;
}

export function jsonOf(request: PublishRequest, reports: readonly RegionReport[]): string {
  const { name, content, wanted, execute } = request;
  const document = {
    layer: name,
    description: content.description,
    zip: content.zip,
    codeSha256: wanted.hash,
    executed: execute,
  };
  return JSON.stringify({ ...document, regions: reports }, null, 2);
}

/**
 * A dry run as a shell script. A region's commands hang together with `&&`: where one fails, the rest of its
 * region is left out and the next region goes on, as it does with `--execute`. All that is no command is a
 * comment.
 */
export function scriptOf(request: PublishRequest, reports: readonly RegionReport[]): string {
  const { content, wanted } = request;
  const settings = Object.entries(defaultEnvironment).map(
    ([name, value]) => `${name}="\${${name}-${value}}"`,
  );
  const sections = reports.flatMap((report) => [
    "",
    `# ${report.region}: ${plainText(headingOf(report))}`,
    ...report.lookUps.map((lookUp) => `# asked: ${plainText(lookUp)}`),
    ...(report.commands.length === 0 ? [] : [report.commands.join(" &&\n")]),
  ]);
  return [
    `# ${plainText(content.description)}; SHA-256 ${wanted.hash}; ${plainText(content.zip)}`,
    "# A dry run: nothing was changed. --execute runs these commands.",
    `export ${settings.join(" ")}`,
    ...sections,
    "",
    ...tableOf(reports)
      .split("\n")
      .map((line) => `# ${line}`),
  ].join("\n");
}

function headingOf({ status, arn, commands }: RegionReport): string {
  if (status === "failed")
    return commands.length === 0
      ? "could not be read"
      : "could not be read; as if nothing were published there";
  if (arn === null) return "no version has this content";
  return commands.length === 0 ? `nothing to do, ${arn} has this content` : `${arn} has this content`;
}
