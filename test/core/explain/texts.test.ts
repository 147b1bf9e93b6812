import { describe, expect, test } from "vitest";
import type { Judged } from "../../../core/explain/judge.ts";
import { becauseOf, mixedRootsText, reasonOf, severalOf, unexplained } from "../../../core/explain/texts.ts";
import { traceOf } from "../../../core/explain/trace.ts";
import { messageOf } from "../../../core/findings/finding.ts";
import { copy, copyOf, finding, frameIn, ownFrame } from "./support.ts";

const layerCopy = copy("graphql", "16.0.0", "layer");
const duplicate = finding("graphql", { winner: copy("graphql", "16.0.0", "function"), loser: layerCopy });
const { frames } = traceOf([frameIn("graphql"), ownFrame], copyOf);
const [packageFrame, ownFrameRead] = frames;

const judgedAs = (
  about: Judged["finding"],
  tie: Judged["tie"],
  mechanism: Judged["mechanism"] = null,
): Judged => ({
  finding: about,
  tie,
  grade: "circumstance",
  mechanism,
  against: [],
  level: 2,
});

describe("why a finding comes first, then the catalogue's words", () => {
  const graphql = "graphql@1.0.0 in the function (/var/task/node_modules/graphql)";
  test.each([
    [{ by: "frame", frame: packageFrame, position: 0 }, `It failed in ${graphql}.`],
    [{ by: "frame", frame: packageFrame, position: 3 }, `The call that failed went through ${graphql}.`],
    [
      { by: "loaded-by", frame: packageFrame, position: 0 },
      `It failed in ${graphql}, which loads graphql@16.0.0.`,
    ],
    [
      { by: "importer", frame: ownFrameRead, position: 0 },
      "It failed in /var/task/index.js:3, which asks for graphql.",
    ],
    [{ by: "message", frame: null, position: 0 }, "The module loader's error names graphql."],
  ] as const)("%o", (tie, why) => {
    const tied = { ...tie, frame: tie.frame ?? null, named: tie.by === "message", meets: false };
    expect(becauseOf(judgedAs(duplicate, tied))).toBe(`${why} ${messageOf(duplicate)}`);
  });
});

test("what the code of the copies shows follows the reason", () => {
  const tie = {
    by: "importer",
    frame: ownFrameRead ?? null,
    position: 0,
    named: false,
    meets: false,
  } as const;
  const text = (loserHas: true | null) =>
    becauseOf(judgedAs(duplicate, tie, { kind: "name-missing", name: "parse", loserHas }));
  expect(text(true)).toContain(
    "which asks for graphql. graphql@16.0.0 does not have `parse` in its code, and the copy that lost has " +
      "it. ",
  );
  expect(text(null)).toContain("does not have `parse` in its code. ");
});

test("what ties it by the loader's words alone says so", () => {
  const tie = { by: "message", frame: null, position: 0, named: false, meets: false } as const;
  const lost = finding("(layer)", { code: "wrong-platform" });
  expect(reasonOf({ finding: lost, tie })).toBe("The error repeats what the loader says about such a file.");
});

test("what fits as well follows", () => {
  const tie = { by: "message", frame: null, position: 0, named: true, meets: false } as const;
  const [one, other] = [judgedAs(duplicate, tie), judgedAs(finding("zod"), tie)];
  expect(severalOf([])).toBe("");
  expect(severalOf([one])).toBe(" duplicate-instance graphql fits as well.");
  expect(severalOf([one, other])).toBe(" duplicate-instance graphql and duplicate-instance zod fit as well.");
});

describe("what no finding explains", () => {
  test.each([
    [[ownFrame, frameIn("web")], "it failed in /var/task/index.js:3."],
    [[frameIn("a")], "it failed in a@1.0.0 in the function (/var/task/node_modules/a)."],
    [["at fn (file:///var/task/m.wasm:wasm-function[1]:0x1)"], "it failed in /var/task/m.wasm."],
    [[], "the error's stack names no file of the function or its packages."],
  ])("%j", (lines, where) => {
    expect(unexplained(traceOf(lines, copyOf))).toBe(
      `Outcrop sees no collision in the code that failed: ${where}`,
    );
  });
});

test("a sentence begins with a capital, whatever the catalogue's begins with", () => {
  const importer = { path: "/var/task/index.js", copy: copyOf("/var/task/index.js") };
  const missing = finding("gone", {
    code: "unresolved-module",
    importer,
    evidence: { specifier: "gone", how: "require", error: "MODULE_NOT_FOUND" },
  });
  const tie = { by: "message", frame: null, position: 0, named: true, meets: false } as const;
  expect(becauseOf(judgedAs(missing, tie))).toContain(
    "names gone. The function's own code (/var/task/index.js) asked",
  );
});

test("mixed roots in one sentence", () => {
  const first = copy("@smithy/core", "3.0.0", "function");
  const other = copy("@aws-sdk/client-s3", "3.900.0", "runtime");
  expect(mixedRootsText({ family: "@aws-sdk/* and @smithy/*", first, other })).toBe(
    "The stack mixes @aws-sdk/* and @smithy/* from two roots, the function and the runtime: " +
      "@smithy/core@3.0.0 in the function (/var/task/node_modules/@smithy/core) and " +
      "@aws-sdk/client-s3@3.900.0 in the runtime (/var/runtime/node_modules/@aws-sdk/client-s3).",
  );
  const nested = { ...layerCopy, version: "15.0.0", path: "/opt/nodejs/node_modules/x/node_modules/graphql" };
  expect(mixedRootsText({ family: null, first: layerCopy, other: nested })).toMatch(
    /^The stack mixes two copies of graphql: /,
  );
});
