/** Whether an importer got over a failed resolution, by what it asked for before and after. */
import { expect, test } from "vitest";
import type { How } from "../../../../core/journal/records.ts";
import { analyse, failed, got, thread } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const app = "/var/task/x.js";
const winner = "/var/task/node_modules/a/index.js";
const tree: Tree = { function: { ...pkg("app", "1.0.0"), "node_modules/a": pkg("a", "1.0.0") } };

function recoveredBy(...successes: readonly How[]): readonly unknown[] {
  const { analysis, see } = analyse(tree);
  see(thread(), failed(app, "a"), ...successes.map((how) => got(app, "a", winner, how)));
  return analysis.findings.flatMap(({ code, evidence }) =>
    code === "unresolved-module" ? [evidence.recovered] : [],
  );
}

test.each<[successes: How[], recovered: boolean]>([
  [[], false],
  [["require"], false],
  [["import"], true],
  [["require", "require.resolve"], true],
])("after a require that failed, %j recovers: %s", (successes, recovered) => {
  expect(recoveredBy(...successes)).toEqual([recovered]);
});

test("what succeeded in one settling says nothing about failures in the next", () => {
  const { analysis, see } = analyse(tree);
  see(thread(), failed(app, "other"), got(app, "a", winner, "import"));
  see(failed(app, "a"));
  const ofA = analysis.findings.filter((finding) => finding.package === "a");
  expect(ofA).toMatchObject([{ code: "unresolved-module", evidence: { recovered: false } }]);
});
