/** docs/generated/compatibility.md, from what the last runs found. */
import { differencesIn, toldRuns } from "./differences.ts";
import { nodeSuites } from "./node-tests.ts";
import { packages } from "./packages.ts";
import { ended, passed, type SuiteResult } from "./results.ts";

export const head = `# Compatibility

These are tests that others wrote, run without the shim and with it: Node's own tests of modules, loaders,
workers, asynchronous hooks, error stacks and child processes, and the test suites of packages that hook into
loading. The same tests must pass.

Written by \`npm run generate -- compatibility\` from the last runs; do not edit. This command measures
everything here again:

\`\`\`sh
npm run build && npm run compat -- --node-source 22=DIR --node-source 24=DIR --node-source 26=DIR
\`\`\`

Each DIR is a tree of Node's source, such as Debian's source package \`nodejs\` brings
(\`apt-get source nodejs\`), or a checkout of [denoland/node_test](https://github.com/denoland/node_test),
which holds Node's tests alone. The column **version** names the tree that served the Node in the next
column. A test that reads Node's own sources fails in both arms if the tree has none. The packages are
fetched from their public hosts, or taken from a folder of repositories with \`--packages DIR\`.
[packages.ts](../../test/compat/packages.ts) names their versions and commands.

- **without** and **with**: tests that pass. The shim does not cause what fails in both: a test that asks for
  another Node, a tool that is not installed, a right that root does not lose.
- **Without** is the bare command: no preload, no hook, no wrapper, no variable of Outcrop's. **With** is the
  same command through the layer's wrapper. Some runners or tests start processes of their own for what is
  tested (${inheriting()}). For these, the preload is in NODE_OPTIONS instead, and every process below is
  observed. This is more than Outcrop ever does.
- A test is a file of Node's. Of a package, it is each point that the package's runner reports, and each file
  by its exit code.
- **inert**: tests that passed with the shim preloaded, but silent. They take away what it needs.
- A test whose arms differ runs four more times in both. It is **unsteady** when each arm sometimes ended as
  the other; otherwise it differs.
- If fewer tests ran than the suite has, the table gives both numbers (\`--tests\` chooses).
- The command fails on a difference that [declared.ts](../../test/compat/declared.ts) does not explain, and on
  one explained there that is gone.`;

/** @param results of any suites and Nodes, in any order */
export function compatibilityPage(results: readonly SuiteResult[]): string {
  const order = [...nodeSuites, ...packages].map(({ name }) => name);
  const sorted = [...results].sort(
    (a, b) => order.indexOf(a.suite) - order.indexOf(b.suite) || b.line - a.line,
  );
  const { differing, unsteady, inert } = differencesIn(sorted);
  const count = (of: readonly { readonly result: SuiteResult }[], result: SuiteResult): number =>
    of.filter((one) => one.result === result).length;
  const rows = sorted.map((result) => [
    nodeSuites.find(({ name }) => name === result.suite)?.title ?? result.suite,
    result.version,
    result.node,
    result.all === undefined || result.all === result.tests.length
      ? result.tests.length
      : `${result.tests.length} of ${result.all}`,
    passed(result, "plain"),
    passed(result, "shim"),
    ended(result.tests, "plain", "skipped"),
    count(differing, result),
    count(unsteady, result),
    count(inert, result),
  ]);
  const unsteadies = unsteady.map(({ result, test }) => [
    result.suite,
    result.node,
    `\`${test.name}\``,
    toldRuns(test),
  ]);
  return [
    head,
    table(
      ["suite", "version", "on Node", "tests", "without", "with", "skipped", "differ", "unsteady", "inert"],
      rows,
    ),
    "## Every difference",
    byReason(
      differing,
      ({ result, test }) => `${result.suite} on ${result.node}, \`${test.name}\`: ${toldRuns(test)}`,
    ),
    ...(unsteadies.length === 0
      ? []
      : ["## Unsteady", table(["suite", "on Node", "test", "runs"], unsteadies)]),
    "## Inert",
    byReason(inert, ({ test }) => `\`${test.name}\``),
  ]
    .join("\n\n")
    .concat("\n");
}

interface Explained {
  readonly declared: { readonly reason: string } | null;
}

/** One point for each reason, and below it what it explains, once. */
function byReason<Entry extends Explained>(
  entries: readonly Entry[],
  told: (entry: Entry) => string,
): string {
  const reasons = new Map<string, Set<string>>();
  for (const entry of entries) {
    const reason = entry.declared?.reason ?? "Not explained yet.";
    reasons.set(reason, (reasons.get(reason) ?? new Set()).add(told(entry)));
  }
  if (reasons.size === 0) return "None.";
  return [...reasons]
    .map(([reason, what]) => [`- ${reason}`, ...[...what].map((one) => `  - ${one}`)].join("\n"))
    .join("\n");
}

function inheriting(): string {
  const names = packages
    .filter(({ runs }) => runs.some(({ preload }) => preload === "inherited"))
    .map(({ name }) => name);
  return ["the second run of Node's own", ...names].join(", ");
}

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = heads.map((_, column) =>
    rows.every((row) => typeof row[column] === "number") ? "--:" : "---",
  );
  return [line(heads), line(rule), ...rows.map(line)].join("\n");
}
