/**
 * Small functions that ask for modules and start in every way that is known, as the oracle runs them. The
 * ordinary functions are compared in test/silence, and all others by `npm run oracle`.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { kindFunctions, kinds } from "./kinds.ts";
import { observe } from "./observe.ts";
import { startFunctions } from "./starts.ts";
import { faultsOf, verdict } from "./table.ts";

const stage = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-oracle-")));
afterAll(() => rmSync(stage, { recursive: true }));

it("foretells every resolution of all kinds in one function", async () => {
  const [first] = kindFunctions(join(stage, "kinds"));
  if (first === undefined) throw new Error("there is no kind");
  const outcome = await observe({ ...first, name: "kinds", handler: "all.handler" });
  const named = outcome.missed.filter(({ edge }) => !edge.includes("/var/task/locales/index.js"));
  expect(named).toEqual([]);
  expect(outcome.recorded).toBeGreaterThan(3 * kinds.length);
  // The two that are meant: exports-fallbacks asks for a hidden file, and two kinds have one package.
  const faults = faultsOf(outcome);
  expect(faults).toEqual([]);
  expect(outcome.observed).toContain("shadowed-package in-both");
});

describe("a function that starts in an unusual way", () => {
  test.each(startFunctions(join(stage, "starts")).map((each) => [each.name, each] as const))(
    "%s",
    async (_, each) => expect(faultsOf(await observe(each))).toEqual([]),
  );
});

describe("the oracle's verdict", () => {
  const sound = {
    ...{ name: "f", problem: null, recorded: 100, wrong: [], missed: [], unreplayed: [] },
    ...{ observed: ["duplicate-instance a"], will: [], may: ["duplicate-instance a"] },
    ...{ broken: [], unjudged: [] },
  };
  const missed = (count: number, reason: string | null) =>
    Array.from({ length: count }, (_, at) => ({ edge: `require ${at}`, reason }));

  it("is silent about what agrees", () => {
    expect(verdict(24, [sound]).faults).toEqual([]);
    expect(verdict(24, [{ ...sound, missed: missed(3, "computed in line 1") }]).faults).toEqual([]);
  });

  it.each([
    [{ wrong: ["require a"] }, "f: foretold wrongly: require a"],
    [{ missed: missed(1, null) }, "f: missed for no known reason: require 0"],
    [{ missed: missed(4, "computed in line 1") }, "4.0 % of all were missed"],
    [{ unreplayed: missed(1, null) }, "f: resolved wrongly: require 0"],
    [{ broken: ["The handler"] }, "f: it starts, against: The handler"],
    [{ recorded: 0 }, "f: recorded nothing"],
    [{ problem: "TypeError" }, "f: did not answer: TypeError"],
    [{ observed: ["duplicate-instance a", "x b"] }, "f: not foretold: x b"],
    [{ will: ["x b"] }, "f: not found in production: x b"],
  ])("names a fault: %o", (change, fault) => {
    expect(verdict(24, [{ ...sound, ...change }]).faults).toEqual([fault]);
  });
});
