/** An incident: version 6 of a function is well, and version 7 lost its zod to the layer. */
import type { Gap, Incident } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

export const [zod3, zod4] = [
  copy("zod@3.24.4", "layer", { importer: "/var/task/index.js" }),
  copy("zod@4.1.0"),
];
export const inZod = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];
export const inOwn = ["at handler (/var/task/index.js:3:1)"];
export const message =
  "orders@1.0.0 asks for zod ^4.1.0 and got zod@3.24.4 in the layer (/opt/nodejs/node_modules/zod).";
export const range = (seconds: number) =>
  finding("range-violation", { winner: zod3, loser: zod4, importer: own, at: seconds, message });

/** Version 6 is well; version 7 lost its zod to the layer. */
export function broken(
  spec: {
    readonly frames?: readonly string[];
    readonly gaps?: readonly Gap[];
    readonly before?: Parameters<typeof environment>[0];
  } = {},
): Incident {
  const good = environment({ copies: [own, zod4], functionVersion: "6", to: 110, ...spec.before });
  const bad = environment({
    copies: [own, zod3],
    functionVersion: "7",
    from: 120,
    to: 180,
    findings: [range(121)],
    failed: 8,
  });
  return incident(
    [good, bad],
    [error({ in: [bad], frames: spec.frames ?? inZod, from: 122, to: 170, count: 8 })],
    {
      gaps: spec.gaps ?? [],
    },
  );
}

export const answer = (of: Incident) => analyse(of).answer;
