import { describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { FindingSet } from "../../../../core/findings/engine/finding-set.ts";
import { Judge } from "../../../../core/findings/engine/judge.ts";
import type { UnresolvedSubject } from "../../../../core/findings/rule/subjects.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { MemoryFiles } from "../../support/tree.ts";

function judging() {
  const problems: Problem[] = [];
  const onProblem = (problem: Problem): void => void problems.push(problem);
  const found = new FindingSet([], onProblem);
  const world = new EnvironmentWorld(new MemoryFiles({}), { sysroot: "" }, onProblem);
  return { problems, found, world, judging: new Judge(world, found, onProblem) };
}

const importers = ["/var/task/a.js", "/var/task/b.js", "/var/task/c.js"] as const;

describe("importers are counted once each", () => {
  test("whether they came before the subject was judged or after", () => {
    const { judging: judge, found, world } = judging();
    const from = world.copyOf(importers[0]);
    const subject: UnresolvedSubject = {
      how: "require",
      specifier: "x",
      importer: importers[0],
      from,
      code: "MODULE_NOT_FOUND",
      recovered: false,
      survived: false,
      fatal: false,
    };
    expect(judge.isNew("x", importers[0])).toBe(true);
    expect(judge.isNew("x", importers[1])).toBe(false);
    judge.judge("unresolved", subject, "x");
    expect(found.all).toMatchObject([{ importers: 2 }]);
    expect(judge.isNew("x", importers[2])).toBe(false);
    expect(judge.isNew("x", importers[2])).toBe(false);
    expect(found.all).toMatchObject([{ importers: 3 }]);
  });

  test("and not at all where nothing was found", () => {
    const { judging: judge, found } = judging();
    expect(judge.isNew("x", importers[0])).toBe(true);
    judge.judge(
      "unresolved",
      {
        how: "require",
        specifier: "x",
        importer: null,
        from: null,
        code: "E_OTHER",
        recovered: false,
        survived: false,
        fatal: false,
      },
      "x",
    );
    expect(judge.isNew("x", importers[1])).toBe(false);
    expect(found.all).toEqual([]);
  });
});

test("subjects are bounded, and a problem is said once", () => {
  const { judging: judge, problems } = judging();
  for (let index = 0; index < 50_002; index++) judge.isNew(String(index), null);
  expect(judge.isNew("one more", null)).toBe(false);
  expect(problems).toHaveLength(1);
});

test("a rule that throws keeps no other from answering", () => {
  const { judging: judge, problems } = judging();
  const broken = {
    get thread(): number {
      throw new Error("broken");
    },
  };
  judge.judge("copy", broken as never, null);
  expect(problems).toEqual([{ path: "duplicate-instance", what: "could not be judged: broken" }]);
});
