/** Two versions of a layer as literals, and functions that load from it. */

import { judgeFunction } from "../../../check/what-if/judge-function.ts";
import { layersOf, type Replaced } from "../../../check/what-if/layers.ts";
import type { NamesUsed } from "../../../check/what-if/name-reasons.ts";
import type { SeenCopy, SeenFinding, SeenFunction } from "../../../check/what-if/seen.ts";
import type { Verdict } from "../../../check/what-if/verdict.ts";
import { pack, runtimes } from "../layer-diff/layers.ts";
import { type Files, tree } from "../layers/layers.ts";

/** @param name `zod@3.24.4`, or `zod@3.24.4 zod/v4` for another specifier */
export function copy(name: string, more: Partial<SeenCopy> = {}): SeenCopy {
  const [, of = "", version = "", specifier = of] = /^(.+?)@(\S+)(?: (.+))?$/.exec(name) ?? [];
  return {
    package: of,
    version,
    path: `/opt/nodejs/node_modules/${of}`,
    root: "layer",
    importer: "/var/task/index.js",
    specifier,
    how: "require",
    layer: null,
    ...more,
  };
}

export function finding(code: string, name: string, more: Partial<SeenFinding> = {}): SeenFinding {
  const path = `/opt/nodejs/node_modules/${name}`;
  return {
    code,
    severity: "error",
    package: name,
    range: null,
    winner: path,
    loser: null,
    specifier: null,
    ...more,
  };
}

export function seen(copies: readonly SeenCopy[], more: Partial<SeenFunction> = {}): SeenFunction {
  return {
    name: "orders",
    runtime: "nodejs24.x",
    arch: "x64",
    invocations: 10,
    copies,
    findings: [],
    isLoaded: true,
    layers: [],
    wrappers: [],
    ...more,
  };
}

export interface Given {
  readonly old?: Files;
  readonly label?: string;
  readonly used?: NamesUsed;
}

export function judge(next: Files, one: SeenFunction, { old, label, used }: Given = {}): Verdict {
  const replaced: Replaced = { tree: old === undefined ? null : tree("old.zip", old), label: label ?? null };
  return judgeFunction(
    one,
    layersOf(tree("new.zip", next), replaced, runtimes, () => {}),
    used ?? null,
  );
}

/** `breaks package-gone zod` */
export function told({ outcome, reasons }: Verdict): readonly string[] {
  return reasons.length === 0 ? [outcome] : reasons.map((one) => `${one.outcome} ${one.code} ${one.package}`);
}

const index = (code: string): Files => ({ "index.js": code });
const esm = { type: "module", exports: { ".": "./index.js" } };

/** The old version of a layer of a shop. */
export const old: Files = {
  ...pack("zod", "3.24.4", {}, index("exports.z = 1; exports.old = 1;")),
  ...pack("dayjs", "1.11.12", {}, { ...index("module.exports = day;"), "plugin/utc.js": "exports.utc = 1;" }),
  ...pack("uuid", "11.1.0", {}, index("exports.v4 = 1; exports.v7 = 1;")),
  ...pack("axios", "1.7.7", {}, index("exports.get = 1;")),
  ...pack("ulid", "2.3.0", {}, index("exports.ulid = 1;")),
  ...pack("gone", "1.0.0", { dependencies: { inner: "^1.0.0" } }, index("exports.gone = 1;")),
  ...pack("inner", "1.0.0", {}, index("exports.inner = 1;")),
};

/** zod 4, uuid as an ES module alone, dayjs without its plugins, a patch of axios, ulid as it was. */
export const next: Files = {
  ...pack("zod", "4.0.0", {}, index("exports.z = 1;")),
  ...pack("dayjs", "1.11.13", {}, index("module.exports = day;")),
  ...pack("uuid", "12.0.0", esm, index("export const v4 = 1, v7 = 1;")),
  ...pack("axios", "1.7.9", {}, index("exports.get = 1;")),
  ...pack("ulid", "2.3.0", {}, index("exports.ulid = 1;")),
  ...pack("@aws-sdk/client-sqs", "3.700.0", {}, index("exports.SQSClient = 1;")),
};
