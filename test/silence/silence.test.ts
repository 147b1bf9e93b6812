/**
 * Ordinary functions, really installed and really run: what Outcrop says about them above `info` is true, and
 * listed with a reviewer's reason.
 */
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { mainLine } from "../../sandbox/runtime/nodes.ts";
import { keepResults } from "../support/kept-results.ts";
import { ordinaryFunctions } from "./functions.ts";
import { justified } from "./justified.ts";
import { type Outcome, runOrdinary } from "./run.ts";

const line = Number.parseInt(process.versions.node, 10);
// Each function runs on the main line and on one of the others: they take minutes.
const startable = ordinaryFunctions.filter(({ from = 22 }, index) => {
  const other = from > 22 || index % 2 === 1 ? 26 : 22;
  return line === mainLine || line === other;
});
const page = readFileSync("docs/generated/silence.md", "utf8");
const outcomes = new Map<string, Outcome>();

describe("nothing above info that is not true", () => {
  // An install takes part of a minute where nothing is cached.
  test.each(startable.map((each) => [each.name, each] as const))(
    "%s",
    { timeout: 300_000 },
    async (name, each) => {
      const outcome = await runOrdinary(each);
      outcomes.set(name, outcome);
      expect(outcome.problem).toBeNull();
      expect(outcome.copies).toBeGreaterThan(1);
      const isJustified = (code: string, about: string): boolean =>
        justified.some((entry) => entry.function === name && entry.code === code && entry.package === about);
      const above = outcome.findings.filter(({ severity }) => severity !== "info");
      expect(above.filter((said) => !isJustified(said.code, said.package))).toEqual([]);
      expect(page).toContain(`| \`${name}\``);

      const { recorded, wrong, missed, unreplayed, will, may, broken, unjudged } = outcome.predicted;
      expect(recorded).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
      expect(broken).toEqual([]);
      expect([...missed, ...unreplayed].filter(({ reason }) => reason === null)).toEqual([]);
      // What is in a bundle can be judged only by a map, which these have none of.
      const inBundle = each.bundle === undefined ? [] : [expect.stringContaining("is a bundle")];
      expect(unjudged).toEqual(inBundle);
      const told = (text: string): boolean => {
        const [code = "", about = ""] = text.split(" ");
        return isJustified(code, about);
      };
      expect([...will, ...may].filter((text) => !told(text))).toEqual([]);
      expect(
        above
          .map(({ code, package: about }) => `${code} ${about}`)
          .filter((text) => ![...will, ...may].includes(text)),
      ).toEqual([]);
    },
  );
});

test("nearly all that is resolved was foretold", () => {
  const all = [...outcomes.values()].map(({ predicted }) => predicted);
  const recorded = all.reduce((sum, one) => sum + one.recorded, 0);
  const missed = all.flatMap((one) => one.missed);
  // The rest are names that are known only when the code runs.
  expect(missed.length / recorded).toBeLessThanOrEqual(0.03);
});

test("the functions are many, of every layout, bundled and not", () => {
  expect(ordinaryFunctions.length).toBeGreaterThanOrEqual(30);
  for (const layout of ["npm", "pnpm", "yarn", "npm, bundled"])
    expect(page).toMatch(new RegExp(`\\| ${layout} +\\|`));
});

afterAll(() => {
  if (outcomes.size < startable.length || line !== mainLine) return;
  keepResults(
    "silence",
    startable.map(({ name }) => outcomes.get(name)),
  );
  // A reason nothing needs any more goes.
  const said = [...outcomes].flatMap(([name, { findings }]) =>
    findings.map(({ code, package: about }) => `${name} ${code} ${about}`),
  );
  expect(
    justified
      .map((entry) => `${entry.function} ${entry.code} ${entry.package}`)
      .filter((entry) => !said.includes(entry)),
  ).toEqual([]);
});
