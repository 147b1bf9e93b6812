/** docs/generated/verdicts-native.md: the table of real files and verdicts. */
import { type Case, codesOf, outcomeText, SILENT_BEFORE } from "./cases.ts";
import type { CorpusFile } from "./files.ts";

/** One row a file and outcome: hosts with the same outcome and verdict share it. */
export function tableOf(cases: readonly Case[]): string {
  const agreeing = cases.filter(agrees).length;
  const files = new Set(cases.map(({ file }) => file.name)).size;
  const nodes = [...new Set(cases.map(({ host }) => `${host.thread.node} ${host.arch}`))].sort();
  const published = new Set(
    cases.filter(({ file }) => /@\d/.test(file.origin)).map(({ file }) => file.origin),
  );
  const late = cases.filter(
    ({ expected, foretold }) => expected !== null && codesOf(foretold).length === 0,
  ).length;
  const rows = Map.groupBy(cases, (each) =>
    [each.file.name, textOf(each), each.expected, codesOf(each.foretold)].join("\n"),
  );
  return [
    "# Native files: what really happened, and what Outcrop says",
    "",
    "Written by `npm run generate -- verdicts-native`; a test compares it with a new run. " +
      "A real Node loaded each file (arm64: under",
    "qemu-user), or started it, if it is a program. Expected is the code that explains the outcome",
    "(test/binaries/expected.ts), found without Outcrop's reader. " +
      "Reported is what Outcrop says about the file before and",
    "after its load, at `warning` or above. P is the file.",
    "",
    `${files} files, ${published.size} published packages, hosts ${nodes.join(", ")}: ` +
      `${agreeing} of ${cases.length} verdicts agree.`,
    `Of these, ${late} agree only after the load: ` +
      "the NODE_MODULE_VERSION of those files is in their data, without a symbol, and",
    "Outcrop reports nothing before the load.",
    "",
    "| file | from | hosts | what happened | expected | reported |",
    "|---|---|---|---|---|---|",
    ...[...rows.values()].map(row),
    "",
  ].join("\n");
}

function row(same: readonly Case[]): string {
  const [first] = same as [Case];
  const hosts = same.map(({ host }) => host.name).join(", ");
  const before = codesOf(first.foretold).join(", ") || "nothing";
  const after = first.observed === null ? before : codesOf(first.observed).join(", ") || "nothing";
  const told = before === after ? after : `${after}, before the load ${before}`;
  const cells = [
    shortName(first.file),
    first.file.origin,
    hosts,
    textOf(first).replaceAll("|", "\\|"),
    first.expected ?? "nothing",
    told,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Without its package, which has a column of its own. */
export function shortName({ name }: CorpusFile): string {
  return name.slice(name.indexOf(" ") + 1);
}

function textOf({ outcome, file }: Case): string {
  const text = outcomeText(outcome, file);
  return text.length > 110 ? `${text.slice(0, 110)}…` : text;
}

function agrees({ expected, observed, foretold, file }: Case): boolean {
  const wanted = expected ?? "";
  const before = codesOf(foretold).join();
  if (observed === null) return before === wanted;
  return (
    codesOf(observed).join() === wanted &&
    (before === wanted || (before === "" && SILENT_BEFORE.test(file.name)))
  );
}
