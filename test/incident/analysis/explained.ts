/** Copies and findings of one function, and the analysis of one error that it had. */
import type { ObservedFinding } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

export const zod = copy("zod@3.24.4", "layer", { importer: "/var/task/index.js" });
export const sharp = copy("sharp@0.33.0");
export const image = copy("@img/sharp-linux-x64@0.33.0", "function", {
  importer: "/var/task/node_modules/sharp/lib/sharp.js",
});
export const inZod = [
  "at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)",
  "at handler (/var/task/index.js:3:1)",
];
export const inOwn = ["at handler (/var/task/index.js:3:1)"];
export const died = { file: `${image.path}/sharp.node`, outcome: "died", use: "load" };

export const range = finding("range-violation", { winner: zod, importer: own, at: 5 });
export const shadow = finding("shadowed-package", {
  winner: zod,
  loser: copy("zod@4.1.0"),
  severity: "warning",
  evidence: { rangeAcceptsWinner: true },
  at: 5,
});
export const native = finding("wrong-libc", { winner: image, evidence: died, at: 9 });
export const unresolved = finding("unresolved-module", { package: "ulid", importer: own, at: 9 });

export const missed = finding("unresolved-module", {
  package: "@img/sharp-linux-x64",
  importer: sharp,
  severity: "warning",
  at: 9,
});

export interface Row {
  readonly findings: readonly ObservedFinding[];
  readonly error: Parameters<typeof error>[0];
  /** Codes of the causes that explain the error, the likeliest first. */
  readonly causes: readonly string[];
  readonly says: string;
}

export function explained({ findings, error: spec }: Pick<Row, "findings" | "error">) {
  const where = environment({ copies: [own, zod, sharp, image], findings, failed: 1 });
  const analysis = analyse(incident([where], [error({ in: [where], ...spec })]));
  const [first] = analysis.errors;
  if (first === undefined) throw new Error("no error");
  return { analysis, first };
}
