import { expect, it } from "vitest";
import type { MadeIncident } from "./incident.ts";
import { replay } from "./replay.ts";
import type { Collision, World } from "./world.ts";

const packageOf = (folder: string, source: string) => ({ [`${folder}/index.js`]: source });
const collision = (name: string, source: string): Collision => {
  const folder = `node_modules/${name}`;
  const repair = [{ at: "task", folder, files: packageOf(folder, source) }] as const;
  return { package: name, codes: ["range-violation"], paths: [`/var/task/${folder}`], repair };
};

const world: World = {
  task: {
    "index.js": `const rates = require('rates');
const zones = require('zones');
exports.handler = async (event) => {
  if (event.broken) throw new Error('broken by ' + event.broken);
  if (event.slow) await new Promise((resolve) => setTimeout(resolve, 60_000));
  try {
    return [rates.all(), zones.all()];
  } catch (error) {
    if (event.answered) return { statusCode: 500 };
    throw error;
  }
};`,
    ...packageOf("node_modules/rates", "exports.one = () => 1;"),
    ...packageOf("node_modules/zones", "exports.all = () => 1;"),
  },
  layers: [],
  env: {},
  nodeLine: 24,
  timeoutMs: 2_000,
  logFormat: "Text",
};

const rates = collision("rates", "exports.all = () => 1;");
const zones = collision("zones", "exports.all = () => 2;");
const broken = collision("rates", "throw new RangeError('broken in another way');");

const made = (event: object, collisions: readonly Collision[], other: Partial<MadeIncident> = {}) => ({
  seed: 1,
  kind: "test",
  periods: [],
  collisions,
  failing: { world, event },
  isHealthy: false,
  change: null,
  shape: { as: "logs tail" },
  facets: {},
  ...other,
});

const causesOf = async (incident: MadeIncident): Promise<readonly string[] | string> => {
  const replayed = await replay(incident);
  return replayed.kind === "label" ? replayed.label.causes.map(({ package: name }) => name) : replayed.why;
};

it("blames the collision whose repair lets the event pass, and no other", async () => {
  expect(await causesOf(made({}, [zones, rates]))).toEqual(["rates"]);
  expect(await causesOf(made({ answered: true }, [zones, rates]))).toEqual(["rates"]);
}, 120_000);

it("blames none if the event fails with every repair, in whatever way it ends", async () => {
  expect(await causesOf(made({ broken: "input" }, [zones, rates]))).toEqual([]);
  expect(await causesOf(made({ slow: true }, [rates]))).toEqual([]);
}, 120_000);

it("leaves out what passes, what needs two repairs, and a repair that fails in another way", async () => {
  const whole = {
    ...world,
    task: { ...world.task, ...packageOf("node_modules/rates", "exports.all = () => 1;") },
  };
  expect(await causesOf(made({}, [], { failing: { world: whole, event: {} } }))).toBe("no-error");
  expect(await causesOf(made({}, [broken]))).toBe("another-error");
  const both = { ...world, task: { ...world.task, ...packageOf("node_modules/zones", "exports.one = 1;") } };
  expect(
    await causesOf(
      made({ answered: true }, [zones, rates], { failing: { world: both, event: { answered: true } } }),
    ),
  ).toBe("several-needed");
}, 120_000);

it("expects a healthy event to pass, and the world before a change too", async () => {
  const passing = made({}, [], {
    isHealthy: true,
    failing: { world: { ...world, task: { "index.js": "exports.handler = async () => 1;" } }, event: {} },
  });
  expect(await replay(passing)).toMatchObject({ label: { causes: [], outcome: "passed" } });
  const change = { package: "rates", before: world };
  expect(await causesOf(made({}, [zones], { change }))).toBe("another-error");
}, 120_000);
