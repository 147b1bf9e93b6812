import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  acceptanceOf,
  endedText,
  parseAcceptances,
  readAcceptances,
} from "../../../../core/findings/engine/accept.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { MemoryFiles, type Node } from "../../support/tree.ts";

const parse = (value: unknown): ReturnType<typeof parseAcceptances> =>
  parseAcceptances(new TextEncoder().encode(JSON.stringify(value)));
const good = { code: "shadowed-package", package: "a", reason: "known" };
const read = { ...good, until: null };
const noon = Date.parse("2026-03-14T12:00:00Z");

test("entries and their problems", () => {
  const { acceptances, problems } = parse({
    accept: [
      good,
      { ...good, code: "constructor" },
      { ...good, package: "" },
      { ...good, reason: " " },
      null,
      7,
      { ...good, until: "2026-02-31" },
      { ...good, until: "in March" },
      { ...good, until: 20260331 },
      { ...good, until: "2026-03-31" },
    ],
  });
  expect(acceptances).toEqual([read, { ...read, until: "2026-03-31" }]);
  expect(problems).toEqual([
    "accept[1] names no known finding code",
    "accept[2] names no package",
    "accept[3] gives no reason",
    "accept[4] names no known finding code",
    "accept[5] names no known finding code",
    ...[6, 7, 8].map((index) => `accept[${index}] has an "until" that is not a day such as 2026-12-31`),
  ]);
});

test("matches code and exact package", () => {
  expect(acceptanceOf([read as never], "shadowed-package", "a")).toEqual(read);
  expect(acceptanceOf([read as never], "shadowed-package", "ab")).toBeUndefined();
  expect(acceptanceOf([read as never], "range-violation", "a")).toBeUndefined();
});

describe("the file", () => {
  const readFile = (content?: Node, now = noon) => {
    const problems: Problem[] = [];
    const files = new MemoryFiles({ function: content === undefined ? {} : { "outcrop.json": content } });
    const path = "/var/task/outcrop.json";
    return { ...readAcceptances(files, path, now, (problem) => problems.push(problem)), problems };
  };
  test.each([
    ["missing", undefined, 0, []],
    ["good", JSON.stringify({ accept: [good] }), 1, []],
    ["not JSON", "{", 0, ["is not JSON"]],
    ["without a list", "{}", 0, ['has no list named "accept"']],
    ["a list by inheritance", '{"__proto__":{"accept":[]}}', 0, ['has no list named "accept"']],
    ["too large", " ".repeat(65 * 1024), 0, ["is larger than 64 KiB"]],
  ])("%s", (_, content, count, problems) => {
    const { current, ...rest } = readFile(content);
    expect(current).toHaveLength(count);
    expect(rest).toEqual({
      ended: [],
      problems: problems.map((what) => ({ path: "/var/task/outcrop.json", what })),
    });
  });

  test("an acceptance counts up to the end of its last day, in UTC", () => {
    const ending = { ...good, until: "2026-03-14" };
    const content = JSON.stringify({ accept: [good, ending] });
    const lastMoment = Date.parse("2026-03-14T23:59:59.999Z");
    expect(readFile(content, lastMoment)).toEqual({ current: [read, ending], ended: [], problems: [] });
    expect(readFile(content, lastMoment + 1)).toEqual({ current: [read], ended: [ending], problems: [] });
    expect(endedText(ending as never)).toBe(
      "accepted shadowed-package of a until 2026-03-14; it counts again",
    );
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
