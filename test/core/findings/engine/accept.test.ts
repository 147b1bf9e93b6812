import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptanceOf, parseAcceptances, readAcceptances } from "../../../../core/findings/engine/accept.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { MemoryFiles, type Node } from "../../support/tree.ts";

const parse = (value: unknown): ReturnType<typeof parseAcceptances> =>
  parseAcceptances(new TextEncoder().encode(JSON.stringify(value)));
const good = { code: "shadowed-package", package: "a", reason: "known" };

test("entries and their problems", () => {
  const { acceptances, problems } = parse({
    accept: [
      good,
      { ...good, code: "constructor" },
      { ...good, package: "" },
      { ...good, reason: " " },
      null,
      7,
    ],
  });
  expect(acceptances).toEqual([good]);
  expect(problems).toEqual([
    "accept[1] names no known finding code",
    "accept[2] names no package",
    "accept[3] gives no reason",
    "accept[4] names no known finding code",
    "accept[5] names no known finding code",
  ]);
});

test("matches code and exact package", () => {
  expect(acceptanceOf([good as never], "shadowed-package", "a")).toEqual(good);
  expect(acceptanceOf([good as never], "shadowed-package", "ab")).toBeUndefined();
  expect(acceptanceOf([good as never], "range-violation", "a")).toBeUndefined();
});

describe("the file", () => {
  const read = (content?: Node): { count: number; problems: Problem[] } => {
    const problems: Problem[] = [];
    const files = new MemoryFiles({ function: content === undefined ? {} : { "outcrop.json": content } });
    return {
      count: readAcceptances(files, "/var/task/outcrop.json", (problem) => problems.push(problem)).length,
      problems,
    };
  };
  test.each([
    ["missing", undefined, 0, []],
    ["good", JSON.stringify({ accept: [good] }), 1, []],
    ["not JSON", "{", 0, ["is not JSON"]],
    ["without a list", "{}", 0, ['has no list named "accept"']],
    ["a list by inheritance", '{"__proto__":{"accept":[]}}', 0, ['has no list named "accept"']],
    ["too large", " ".repeat(65 * 1024), 0, ["is larger than 64 KiB"]],
  ])("%s", (_, content, count, problems) => {
    expect(read(content)).toEqual({
      count,
      problems: problems.map((what) => ({ path: "/var/task/outcrop.json", what })),
    });
  });
});

test("a long list and a long reason are cut", () => {
  const { acceptances, problems } = parse({
    accept: Array.from({ length: 300 }, () => ({ ...good, reason: "x".repeat(999) })),
  });
  expect(acceptances.length).toBe(200);
  expect(acceptances[0]?.reason.length).toBe(300);
  expect(problems).toEqual(["accepts more than 200 findings; the rest is ignored"]);
});

test("total on any JSON and any bytes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => void parse({ accept: value })),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => void parseAcceptances(bytes)),
    { numRuns: 2_000 },
  );
});
