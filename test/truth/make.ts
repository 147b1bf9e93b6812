/** Makes an incident up from a seed. Nothing in it says what the cause is; replay.ts finds that out. */
import type { ExportShape } from "../incident/captures/export.ts";
import { shapes } from "../incident/read/shapes.ts";
import { addDecoys } from "./decoys.ts";
import { Draft } from "./draft.ts";
import { handlerFiles } from "./handler.ts";
import { type Handling, handlingOf } from "./handling.ts";
import { historyOf } from "./history.ts";
import type { MadeIncident, Period } from "./incident.ts";
import { type Kind, type KindName, kinds, kindWeights } from "./kinds/kinds.ts";
import { Random } from "./random.ts";
import { edited, type World } from "./world.ts";

export async function makeIncident(seed: number, wanted?: KindName): Promise<MadeIncident> {
  const random = new Random(seed);
  const drawn = random.weighted(kindWeights);
  const kind = wanted ?? drawn;
  const chosen: Kind = kinds[kind];
  const {
    isFinal = false,
    isHealthy = false,
    formats = ["commonjs", "commonjs", "module"] as const,
    make,
  } = chosen;
  const draft = new Draft(random, random.pick(formats));
  draft.facets["function"] = draft.names.function();
  draft.facets["format"] = draft.format;
  const fault = make(draft);
  addNoise(draft);
  const decoys = addDecoys(draft);
  draft.steps.splice(0, draft.steps.length, ...random.shuffled(draft.steps));
  const handling = await handlingOf(draft, isFinal);
  const bad = worldOf(draft, handling);
  const collisions = [...fault.collisions, ...decoys.map(({ collision }) => collision)];
  const arrived = decoys.filter(({ arrives }) => arrives).flatMap(({ collision }) => collision.repair);
  const ownFiles = handlerFiles(draft, handling, "before");
  const before = edited(bad, [
    { at: "task", folder: "index.js", files: { "index.js": ownFiles["index.js"] ?? "" } },
    ...fault.before,
    ...arrived,
  ]);
  let number = random.between(100, 9_000);
  const order = (fields: object): unknown => ({
    id: `o-${++number}`,
    currency: "EUR",
    items: [
      { sku: "a1", qty: 1 + (number % 3) },
      { sku: "b7", qty: 2 },
    ],
    ...fields,
  });
  const failing = (): unknown => order(fault.failing);
  const passing = (): unknown =>
    random.chance(0.15) ? { ping: true } : order({ ...fault.passing, again: random.chance(0.2) });
  const periods = historyOf(draft, { before, bad, fault, failing, passing });
  const withNeighbour = random.chance(0.15);
  if (withNeighbour) draft.facets["neighbour"] = "healthy";
  const all = withNeighbour ? [...periods, await neighbour(random, periods)] : periods;
  const failed = { world: bad, event: failing() };
  const shape = shapeOf(random);
  draft.facets["shape"] = typeof shape.as === "string" ? shape.as : shape.as.join(" + ");
  return {
    seed,
    kind,
    periods: all,
    collisions,
    isHealthy,
    failing: failed,
    change: fault.changedPackage === undefined ? null : { package: fault.changedPackage, before },
    shape,
    facets: draft.facets,
  };
}

/** Some functions log errors that they get over. */
function addNoise({ random, facets, steps }: Draft): void {
  if (!random.chance(0.12)) return;
  facets["noise"] = "logged";
  const code = "if (order.again) console.error(new Error('the first try was too slow'));";
  steps.push({ code, gated: false });
}

/** Another function of the same logs, in which nothing fails. */
async function neighbour(random: Random, beside: readonly Period[]): Promise<Period> {
  const draft = new Draft(random, "commonjs");
  const taken = beside[0]?.functionName;
  do draft.facets["function"] = draft.names.function();
  while (draft.facets["function"] === taken);
  addDecoys(draft);
  const handling = await handlingOf(draft, true);
  const world = worldOf(draft, handling);
  return {
    functionName: draft.facets["function"],
    functionVersion: "$LATEST",
    runtimeVersion: beside[0]?.runtimeVersion ?? "",
    hoursAgo: random.between(1, 20),
    world,
    environments: 1,
    events: Array.from({ length: random.between(2, 8) }, (_, index) => ({ id: `n-${index}`, items: [] })),
  };
}

function worldOf(draft: Draft, handling: Handling): World {
  return {
    task: { ...draft.task, ...handlerFiles(draft, handling, "bad") },
    layers: draft.layers,
    env: draft.env,
    nodeLine: draft.nodeLine,
    timeoutMs: draft.timeoutMs,
    logFormat: handling.logFormat,
  };
}

/** Most people export in a few ways; any may come. */
const common = [
  "filter-log-events",
  "Insights CSV of the console",
  "logs tail",
  "Insights JSON of the console",
  "get-log-events",
  "S3 export",
  "subscription to Lambda",
] as const;

/** What gives one log stream at a time. */
const byStream = [
  "get-log-events",
  "get-log-events --output text",
  "CSV of the console's page of events",
  "S3 export",
];

function shapeOf(random: Random): ExportShape {
  const as = random.chance(0.8) ? random.pick(common) : random.pick(shapes).name;
  if (byStream.includes(as)) return { as, split: "by-stream" };
  return {
    as,
    ...(random.chance(0.2) && { split: random.pick(["by-stream", "by-time"] as const) }),
    ...(random.chance(0.1) && { gzip: 1 as const }),
  };
}
