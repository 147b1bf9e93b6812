import { describe, expect, test } from "vitest";
import { loadErrorOf, refuses } from "../../../core/explain/load-error.ts";
import type { FailureRecord, ResolutionRecord } from "../../../core/journal/records.ts";
import { plainFailure } from "../../support/written-failure.ts";

const path = "/var/task/node_modules/nanoid/index.js";
const importer = "/var/task/index.js";
const resolution = (parts: Partial<ResolutionRecord> = {}): ResolutionRecord => ({
  tag: "resolution",
  thread: 0,
  how: "require",
  specifier: "nanoid",
  importer,
  path,
  ...parts,
});
const failure = (parts: Partial<FailureRecord> = {}): FailureRecord => ({
  tag: "failure",
  thread: 0,
  phase: "uncaught",
  ordinal: 1,
  name: "Error",
  code: "ERR_REQUIRE_ESM",
  message:
    `require() of ES Module ${path} from ${importer} not supported.\nInstead change the require of ` +
    `${path} …`,
  frames: [],
  ...plainFailure,
  ...parts,
});

test("the resolution that led to a refused ES module", () => {
  const others = [
    resolution({ specifier: "other", path: "/var/task/other.js" }),
    resolution(),
    resolution({ importer: null }),
  ];
  expect(loadErrorOf(failure(), others)).toEqual({
    tag: "unresolved",
    thread: 0,
    how: "require",
    specifier: "nanoid",
    importer,
    code: "ERR_REQUIRE_ESM",
  });
});

test("a failure refuses the module it names and no other", () => {
  expect(refuses(failure(), path, importer)).toBe(true);
  expect(refuses(failure(), importer, importer)).toBe(false);
  expect(refuses(failure({ code: null }), path, importer)).toBe(false);
});

describe("silent", () => {
  test.each([
    ["another code", failure({ code: "MODULE_NOT_FOUND" }), [resolution()]],
    ["no message", failure({ message: null }), [resolution()]],
    ["the resolution is long past", failure(), []],
    ["another importer", failure(), [resolution({ importer: "/var/task/other.js" })]],
    ["an import", failure(), [resolution({ how: "import" })]],
  ])("%s", (_, failed, resolutions) => expect(loadErrorOf(failed, resolutions)).toBeNull());
});
