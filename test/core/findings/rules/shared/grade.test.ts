import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { gradeOf } from "../../../../../core/findings/rules/shared/grade.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";
import { MemoryFiles, pkg } from "../../../support/tree.ts";

const copy = (path: string, version: string | null): CopyRef => ({
  package: "a",
  version,
  root: "layer",
  path,
});

test("different versions are graded without reading; equal ones by their bytes", () => {
  const files = new MemoryFiles({
    function: { a: pkg("a", "1.0.0") },
    layers: [{ a: pkg("a", "1.0.0"), b: pkg("a", "1.0.0", { private: true }) }],
  });
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  expect(gradeOf(copy("/var/task/a", "1.0.0"), copy("/opt/a", "1.1.0"), world)).toEqual({
    grade: "minor",
    filesCompared: 0,
  });
  expect(gradeOf(copy("/var/task/a", null), copy("/opt/a", "1.1.0"), world)).toEqual({
    grade: "unknown",
    filesCompared: 0,
  });
  expect(files.asked.readFile).toBe(0);
  expect(gradeOf(copy("/var/task/a", "1.0.0"), copy("/opt/a", "1.0.0"), world)).toEqual({
    grade: "same-bytes",
    filesCompared: 1,
  });
  expect(gradeOf(copy("/var/task/a", "1.0.0"), copy("/opt/b", "1.0.0"), world)).toEqual({
    grade: "same-version",
    filesCompared: 0,
  });
});
