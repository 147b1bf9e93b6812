/** The findings in the order a person on call needs them: what breaks first. */

import type { Severity } from "../../core/findings/finding.ts";
import { severities } from "../../core/findings/rule/severity.ts";
import type { FindingLine } from "../../core/telemetry/lines.ts";
import { hanging, type Page, paint, type Style } from "../../page/text-page.ts";
import type { Telemetry } from "./telemetry.ts";

const styles: Record<Severity, Style> = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  info: ["cyan", "bold"],
};
const indent = 2;
const textColumn = 12;

export function findingList({ findings }: Telemetry, page: Page): string {
  return inOrder(findings)
    .map((finding) => describe(finding, page))
    .join("\n\n");
}

export function severityCounts({ findings }: Telemetry): string {
  const counts = severities.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }));
  return counts
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === "info" ? "" : "s"}`)
    .join(", ");
}

function inOrder<Line extends FindingLine>(findings: readonly Line[]): Line[] {
  const rank = ({ severity }: Line): number => severities.indexOf(severity);
  return findings.toSorted(
    (a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code) || a.package.localeCompare(b.package),
  );
}

function describe(finding: Telemetry["findings"][number], page: Page): string {
  const { severity, code, package: name, message, fix } = finding;
  const field = (label: string, text: string, style: Style): string =>
    hanging(page, " ".repeat(indent) + paint(page, style, label), text, textColumn);
  return [
    `${paint(page, styles[severity], severity.toUpperCase())}  ${paint(page, "bold", code)}  ${name}`,
    hanging(page, " ".repeat(indent), message, indent),
    ...paths(finding).map(([label, path]) => field(label, path, "dim")),
    field("Fix:", fix, "green"),
  ].join("\n");
}

/** The paths that prove it, without those the message names already. */
function paths({
  winner_path,
  loser_path,
  importer,
  message,
}: Telemetry["findings"][number]): (readonly [string, string])[] {
  const all = [
    ["winner", winner_path],
    ["loser", loser_path],
    ["importer", importer],
  ] as const;
  return all.flatMap(([label, path]) =>
    typeof path === "string" && !message.includes(path) ? [[label, path] as const] : [],
  );
}
