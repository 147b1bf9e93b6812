/** docs/generated/incident-captures.md: each capture, its cause, and what the analysis says. */
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import type { Blamed, Capture } from "./capture.ts";
import { answerOf } from "./evaluate.ts";
import { described } from "./export.ts";

export interface Row {
  readonly kind: Capture["kind"];
  readonly cells: readonly string[];
  /** The analysis names the cause, or blames no collision in a healthy one. */
  readonly right: boolean;
}

const heads = ["capture", "what happened", "exported as", "cause", "top-ranked", "confidence"];

/** A capture's row, without this machine's CPU. */
export function rowOf({ name, kind, happened, shape, cause }: Capture, analysis: Analysis): Row {
  const { verdict, cause: blamed } = answerOf(analysis);
  const cells = [
    `\`${name}\``,
    happened,
    escaped(described(shape)),
    told(cause),
    blamed === null ? verdict : told(blamed),
    analysis.answer.confidence,
  ];
  return {
    kind,
    cells: cells.map((cell) => cell.replaceAll(/\b(linux)-(?:x64|arm64)\b/g, "$1-*")),
    right: isRight(cause, analysis),
  };
}

export function pageOf(rows: readonly Row[]): string {
  const rowsOf = (kind: Capture["kind"]): (readonly string[])[] =>
    rows.filter((row) => row.kind === kind).map(({ cells }) => cells);
  const countOf = (kind: Capture["kind"]): string => {
    const those = rows.filter((row) => row.kind === kind);
    return `${those.filter(({ right }) => right).length} of ${those.length}`;
  };
  return `# Captures of incidents

Functions with published packages really ran in the sandbox. Their logs were exported in the shapes in which
logs leave CloudWatch, read back and analysed. The cause is what was done to the functions. The top-ranked is
what \`outcrop incident\` answers. If one collision shows as two findings, either is right. The confidence is
how sure the answer is: with \`low\`, take it as a lead ([After an incident](../incident.md)). Times were
moved back by whole hours, so that deployments are apart.

| | right |
|---|---|
| incidents that a collision caused: it comes first | ${countOf("incident")} |
| incidents with another cause: no collision is blamed | ${countOf("unrelated")} |
| nothing wrong: no collision is blamed | ${countOf("healthy")} |

Written by \`npm run generate -- incident-captures\`; [a test](../../test/incident/captures/captures.test.ts)
compares the page with its output.

## Incidents that a collision caused

${table(rowsOf("incident"))}

## Incidents with another cause

Each function has a collision that could be blamed. None may be.

${table(rowsOf("unrelated"))}

## Nothing wrong

${table(rowsOf("healthy"))}
`;
}

/** The cells of a capture's row as a page has it; null where it has none. */
export function rowIn(page: string, { name }: Capture): string[] | null {
  const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` `));
  return row === undefined
    ? null
    : row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim());
}

function isRight(cause: Blamed | null, analysis: Analysis): boolean {
  const { verdict, cause: blamed } = answerOf(analysis);
  if (cause === null || blamed === null) return cause === null && verdict !== "collision";
  return [cause.code].flat().includes(blamed.code) && cause.package === blamed.package;
}

function told(blamed: Blamed | null): string {
  return blamed === null ? "none" : `${[blamed.code].flat().join(" or ")} \`${blamed.package}\``;
}

const escaped = (text: string): string => text.replaceAll("|", "\\|");

/** Not padded: its lines are long as it is. */
function table(rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
