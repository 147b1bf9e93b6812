/**
 * Stock against layered: every experiment runs in bare Node and with the shim, and must end and print the
 * same, except for declared differences.
 */
import { afterAll, describe, expect, it } from "vitest";
import { Laboratory } from "./arms.ts";
import { declared } from "./declared.ts";
import type { Experiment } from "./experiment.ts";
import * as errors from "./themes/errors.ts";
import * as hooks from "./themes/hooks.ts";
import * as imports from "./themes/import.ts";
import * as places from "./themes/places.ts";
import * as process_ from "./themes/process.ts";
import * as replaced from "./themes/replaced.ts";
import * as requires from "./themes/require.ts";
import * as resolves from "./themes/resolve.ts";
import * as stacks from "./themes/stacks.ts";

const themes: Readonly<Record<string, readonly Experiment[]>> = {
  errors: errors.experiments,
  hooks: hooks.experiments,
  imports: imports.experiments,
  places: places.experiments,
  process: process_.experiments,
  replaced: replaced.experiments,
  require: requires.experiments,
  resolve: resolves.experiments,
  stacks: stacks.experiments,
};

const line = Number(process.versions.node.split(".")[0]);
const laboratory = new Laboratory();
afterAll(() => laboratory.close());

for (const [theme, experiments] of Object.entries(themes)) {
  describe.concurrent(`stock and layered Node print the same: ${theme}`, () => {
    it.each(experiments)("$name", async (experiment) => {
      const { stock, layered, journal } = await laboratory.run(experiment);
      const known = declared.find(
        (one) => one.theme === theme && one.name === experiment.name && one.lines.includes(line),
      );
      if (known === undefined) expect(layered).toEqual(stock);
      else expect(layered, `no difference any more: ${known.reason}`).not.toEqual(stock);
      expect(journal !== "").toBe(experiment.unobserved !== true);
    });
  });
}

it("declares differences of experiments that exist", () => {
  const names = new Set(
    Object.entries(themes).flatMap(([theme, all]) => all.map(({ name }) => `${theme}: ${name}`)),
  );
  expect(declared.map(({ theme, name }) => `${theme}: ${name}`).filter((name) => !names.has(name))).toEqual(
    [],
  );
  expect(names.size).toBe(Object.values(themes).flat().length);
});
