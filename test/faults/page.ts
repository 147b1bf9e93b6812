/** docs/generated/reliability.md: the declared cells, and what the tests saw of them. */
import { answerAsWithout, atMostOneDiagnostic, type Cell, type Group, type Words } from "./fault.ts";
import type { GroupResults } from "./results.ts";

/** Node version -> group -> cell. */
export type Results = ReadonlyMap<string, ReadonlyMap<string, GroupResults>>;

const columns = ["fault", "during", "caused by", "the function must answer", "Outcrop must say", "result"];

const halves = {
  extension: "Outside the function's process: the extension",
  shim: "In the function's process: the shim",
} as const;

export function reliabilityPage(groups: ReadonlyMap<string, Group>, results: Results): string {
  const versions = [...results.keys()];
  const lines = versions.map((version) => version.slice(1));
  const all = [...groups.values()].flatMap(({ cells }) => cells);
  const counts = [...groups].map(([name, group]) => {
    const held = versions.map(
      (version) => `${heldIn(name, group, results, version)} of ${group.cells.length}`,
    );
    return [
      `[${group.title}](#${anchor(group.title)})`,
      String(group.cells.length),
      String(timesIn(name, group, results)),
      ...held,
    ];
  });
  return [
    "# Reliability",
    "",
    "The tests cause each of these faults on purpose. The tables list what the function must still answer,",
    "what Outcrop must say, and the result. Written by `npm run generate -- reliability` from the cells in",
    "test/faults/groups and what their tests saw (`npm run test:system`, or `npm run test:24 -- test/faults`",
    "and the other lines). A test compares the rows with the cells.",
    "",
    `"${answerAsWithout}" is literal. The test compares responses, errors, exit codes, the function's own`,
    "output and the platform's lines of a run with the layer with those of the same run without it. A",
    "diagnostic is a line about a fault of Outcrop's own. There is never more than one for a fault.",
    "",
    `${all.length} faults in ${groups.size} groups, on Node ${lines.join(" and ")}.`,
    "",
    table(["group", "faults", "times caused", ...versions.map((version) => `hold on ${version}`)], counts),
    ...(["extension", "shim"] as const).flatMap((half) => {
      const its = [...groups].filter(([, group]) => group.half === half);
      return its.length === 0
        ? []
        : ["", `## ${halves[half]}`, ...its.flatMap(([name, group]) => section(name, group, results))];
    }),
    "",
  ].join("\n");
}

function section(name: string, group: Group, results: Results): string[] {
  const rows = group.cells.map((cell) => [...declaredColumns(cell, group), resultOf(name, cell, results)]);
  return ["", `### ${group.title}`, "", group.about, "", table(columns, rows)];
}

/** Every column but the result. */
export function declaredColumns({ fault, phase, injected, answer, says }: Cell, group: Group): string[] {
  return [fault, phase, injected, answer ?? group.answer, wordsOf(says)].map(escaped);
}

function wordsOf(words: Words): string {
  if (words === atMostOneDiagnostic) return "at most one diagnostic";
  const { lines, diagnostic } = words;
  if (diagnostic === null) return lines ? "its lines" : "nothing";
  return `${lines ? "its lines, and once" : "once"}: \`${diagnostic}\``;
}

function resultOf(group: string, { id }: Cell, results: Results): string {
  const seen = [...results].map(([version, of]) => ({ version, result: of.get(group)?.[id] }));
  const wrong = seen.find(({ result }) => result === undefined || result.problem !== null);
  if (wrong !== undefined) return escaped(`**${wrong.version}: ${wrong.result?.problem ?? "not run"}**`);
  const times = Math.max(...seen.map(({ result }) => result?.times ?? 0));
  return times > 1 ? `holds, ${times} times` : "holds";
}

function heldIn(name: string, { cells }: Group, results: Results, version: string): number {
  return cells.filter(({ id }) => results.get(version)?.get(name)?.[id]?.problem === null).length;
}

function timesIn(name: string, { cells }: Group, results: Results): number {
  const ofVersion = (of: ReadonlyMap<string, GroupResults>): number =>
    cells.reduce((sum, { id }) => sum + (of.get(name)?.[id]?.times ?? 0), 0);
  return Math.max(0, ...[...results.values()].map(ofVersion));
}

const escaped = (text: string): string => text.replaceAll("|", "\\|");

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** The rows of a page under each group's title, without their result. */
export function declaredRowsIn(page: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let rows: string[] = [];
  for (const line of page.split("\n")) {
    if (line.startsWith("### ")) {
      rows = [];
      found.set(line.slice(4), rows);
    } else if (line.startsWith("| ") && line !== `| ${columns.join(" | ")} |`) {
      rows.push(line.slice(2, line.lastIndexOf(" | ")));
    }
  }
  return found;
}

const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
