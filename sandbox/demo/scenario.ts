/**
 * What the demo runs: a small shop's orders service with two teams' layers and some of the runtime's AWS SDK.
 * Every package is what npm installs from the lockfiles next to this file; `pack` is what its team did
 * then, before the deploy. Some of these steps are mistakes, and say so.
 */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { FindingCode } from "../../core/findings/finding.ts";

export type RootName = "function" | "layer-utils" | "layer-observability" | "runtime";

export interface DemoRoot {
  readonly name: RootName;
  /** The folder of package.json in the zip. */
  readonly folder: string;
  readonly npmOptions?: readonly string[];
  /** Turns the installed folder into what is deployed. */
  readonly pack?: (folder: string) => void;
}

/** As the layer was published. */
export interface LayerName {
  readonly name: string;
  readonly version: string;
}

/** The teams' layers, lowest first. */
export const demoLayers: readonly (readonly [RootName, LayerName])[] = [
  ["layer-utils", { name: "shop-utils", version: "7" }],
  ["layer-observability", { name: "shop-observability", version: "12" }],
];

const foreignCpu = process.arch === "arm64" ? "x64" : "arm64";

export const demoRoots: readonly DemoRoot[] = [
  {
    name: "function",
    folder: ".",
    // The AWS clients that others build upon come with the runtime.
    npmOptions: ["--omit=peer"],
    // Mistake: "the layer has zod already", but not in the version that package.json asks for.
    pack: (folder) => rmSync(join(folder, "node_modules/zod"), { recursive: true }),
  },
  {
    name: "layer-utils",
    folder: "nodejs",
    pack(folder) {
      // Mistake: built from source on a machine with the other CPU. node-gyp-build prefers build/Release to
      // the prebuilt files.
      const bcrypt = join(folder, "node_modules/bcrypt");
      mkdirSync(join(bcrypt, "build/Release"), { recursive: true });
      renameSync(
        join(bcrypt, `prebuilds/linux-${foreignCpu}/bcrypt.glibc.node`),
        join(bcrypt, "build/Release/bcrypt.node"),
      );
      // Mistake: packed for nodejs20.x, the only runtime that looks into node20.
      mkdirSync(join(folder, "node20/node_modules"), { recursive: true });
      renameSync(join(folder, "node_modules/ulid"), join(folder, "node20/node_modules/ulid"));
    },
  },
  { name: "layer-observability", folder: "nodejs" },
  { name: "runtime", folder: ".", pack: keepModules },
];

/** Lambda's /var/runtime has no package.json. */
function keepModules(folder: string): void {
  rmSync(join(folder, "package.json"));
  rmSync(join(folder, "package-lock.json"));
}

/** A finding the demo must make. */
export interface ExpectedFinding {
  readonly code: FindingCode;
  readonly package: string;
}

export interface DemoInvoke {
  readonly title: string;
  readonly event: unknown;
  /** What explains the answer. */
  readonly causes: readonly ExpectedFinding[];
}

export const demoInvokes: readonly DemoInvoke[] = [
  {
    title: "place an order",
    event: { action: "place", item: "tea", quantity: 3 },
    causes: [
      { code: "unresolved-module", package: "ulid" },
      { code: "duplicate-instance", package: "@aws-lambda-powertools/logger" },
    ],
  },
  {
    title: "hand it over",
    event: { action: "hand-over", code: "4711" },
    causes: [
      { code: "unresolved-module", package: "dayjs" },
      { code: "wrong-architecture", package: "bcrypt" },
    ],
  },
  {
    title: "place a wrong order",
    event: { action: "place", item: "tea", quantity: -1 },
    causes: [{ code: "range-violation", package: "zod" }],
  },
];

/**
 * What does not show in an answer: two major releases of one package, and an SDK in front of the runtime's,
 * as AWS recommends.
 */
export const furtherFindings: readonly ExpectedFinding[] = [
  { code: "shadowed-package", package: "@aws-lambda-powertools/logger" },
  { code: "shadowed-package", package: "@aws-sdk/util-dynamodb" },
];
