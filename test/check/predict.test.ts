/** What is sure to end an init, and what only may, is decided for each import alone. */
import { expect, test } from "vitest";
import { checkFunction } from "../../check/check-function.ts";
import { memoryTree } from "../../check/lambda/memory-tree.ts";

function judged(code: string) {
  const { will, may } = checkFunction({
    name: "orders",
    task: memoryTree("code", new Map([["index.mjs", code]])),
    layers: [],
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
  });
  const errors = (findings: typeof will) =>
    findings.filter(({ severity }) => severity === "error").map((one) => one.package);
  return { will: errors(will), may: errors(may) };
}

const handler = "export const handler = async () => 1;";

test("every missing module that nothing catches is an error, not the last one alone", () => {
  const code = `import a from "gone-a"; import b from "gone-b"; await import("gone-c"); ${handler}`;
  expect(judged(code).will.sort()).toEqual(["gone-a", "gone-b", "gone-c"]);
});

test.each([
  'import("gone-b").then((m) => m, () => null);',
  'import("gone-b").catch(() => null);',
  'try { await import("gone-b"); } catch {}',
])("what the code catches is not blamed for an init that another one ends: %s", (caught) => {
  expect(judged(`import a from "gone-a"; ${caught} ${handler}`)).toEqual({ will: ["gone-a"], may: [] });
});

test("what the handler asks for may fail, and its init does not", () => {
  const code = 'export const handler = async () => import("gone-a");';
  expect(judged(code)).toEqual({ will: [], may: ["gone-a"] });
});
