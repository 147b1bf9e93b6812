import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { FindingSet } from "../../../../core/findings/engine/finding-set.ts";
import { Judge } from "../../../../core/findings/engine/judge.ts";
import { Layers } from "../../../../core/findings/engine/layers.ts";
import type { SubjectKind, Subjects } from "../../../../core/findings/rule/subjects.ts";
import type { CopyRef } from "../../../../core/layout/copy-ref.ts";
import { MemoryFiles } from "../../support/tree.ts";

class Recording extends Judge {
  readonly judged: (readonly [folder: string, copy: string | null])[] = [];

  override judge<Kind extends SubjectKind>(kind: Kind, subject: Subjects[Kind]): void {
    expect(kind).toBe("layer");
    const { folder, copy } = subject as Subjects["layer"];
    this.judged.push([folder, copy?.path ?? null]);
  }
}

const copy = (path: string, root: CopyRef["root"] = "layer"): CopyRef => ({
  package: "a",
  version: null,
  root,
  path,
});
const modules = "/opt/nodejs/node_modules";

/** What was judged after each settling. */
function judgedAfter(...settlings: readonly (readonly CopyRef[])[]) {
  const world = new EnvironmentWorld(new MemoryFiles({}), { sysroot: "" }, () => {});
  const judge = new Recording(world, new FindingSet([], () => {}), () => {});
  const layers = new Layers(judge);
  return settlings.map((copies) => {
    const steps = [...layers.settle(copies)].length;
    return { steps, judged: judge.judged.splice(0) };
  });
}

test("a folder is judged as a whole before its first copy, and then with each new one", () => {
  const [a, b, c] = [copy(`${modules}/a`), copy(`${modules}/b/node_modules/a`), copy(`${modules}/c`)];
  expect(judgedAfter([a, b], [], [c])).toEqual([
    {
      steps: 2,
      judged: [
        [modules, null],
        [modules, a.path],
        [modules, b.path],
      ],
    },
    { steps: 0, judged: [] },
    { steps: 1, judged: [[modules, c.path]] },
  ]);
});

test("two folders are judged apart", () => {
  const other = "/opt/nodejs/node22/node_modules";
  const [{ judged } = { judged: [] }] = judgedAfter([copy(`${modules}/a`), copy(`${other}/a`)]);
  expect(judged.filter(([, path]) => path === null)).toEqual([
    [modules, null],
    [other, null],
  ]);
});

test.each([
  ["of the function", copy("/var/task/node_modules/a", "function")],
  ["of the runtime", copy("/var/runtime/node_modules/a", "runtime")],
  ["of a layer, outside of node_modules", copy("/opt/lib/a")],
])("no copy %s", (_, other) => expect(judgedAfter([other])).toEqual([{ steps: 0, judged: [] }]));
