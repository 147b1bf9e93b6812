/** For each subcommand something that a person would ask of it, in a folder that `workplace` makes. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FleetPlace } from "../check/what-if/fleet-place.ts";
import { Workplace } from "../command/outcrop.ts";
import { packageAt } from "../command/prove/fixture.ts";

export interface Errand {
  readonly parameters: readonly string[];
  readonly status: number;
  /** In what it prints. */
  readonly shows: string;
}

const layer = ["--function", "fn", "--layer", "layer"] as const;
const fails = "nothing is known as parcel";

/** By the command's name. Two of one command: without a package that is optional, and with it. */
export const errands: Readonly<Record<string, readonly Errand[]>> = {
  demo: [{ parameters: ["demo"], status: 0, shows: "FAILED  TypeError: z.prettifyError is not a function" }],
  check: [{ parameters: ["check", ...layer, "--fail-on", "info"], status: 1, shows: "duplicate-instance" }],
  lock: [{ parameters: ["lock", ...layer, "--out", "-"], status: 0, shows: "carriers" }],
  layer: [
    { parameters: ["layer", "pack", "layer", "--name", "shared"], status: 0, shows: "shared.zip: shared" },
    { parameters: ["layer", "diff", "older", "layer"], status: 0, shows: "carriers" },
  ],
  "what-if": [
    {
      parameters: [
        ...["what-if", "--layer", "fleet/layers/utils.zip", "--replaces", "fleet/layers/utils-7.zip"],
        ...["--logs", "fleet/logs"],
      ],
      status: 1,
      shows: "breaks     shop-13",
    },
  ],
  profile: [{ parameters: ["profile", "outcrop-demo/log.json"], status: 0, shows: "@aws-sdk/client-sqs" }],
  incident: [{ parameters: ["incident", "logs"], status: 0, shows: "zod" }],
  explain: [{ parameters: ["explain", "range-violation"], status: 0, shows: "outside that range" }],
  diff: [{ parameters: ["diff", "good.json", "bad.json"], status: 0, shows: "zod 4.1.0 -> 3.24.4" }],
  query: [
    { parameters: ["query", "logs", "--sql", "SELECT 1"], status: 3, shows: "npm install @duckdb/node-api" },
    { parameters: ["query", "logs", "--sql", "SELECT 40 + 2 AS n"], status: 0, shows: "42" },
  ],
  sbom: [{ parameters: ["sbom", ...layer], status: 0, shows: "CycloneDX" }],
  dashboard: [
    { parameters: ["dashboard", "--preview", "logs", "--out", "-"], status: 0, shows: "<!doctype html>" },
  ],
  run: [{ parameters: ["run", ...layer, "--event", "event.json"], status: 1, shows: fails }],
  prove: [
    { parameters: ["prove", ...layer, "--event", "event.json", "--offline"], status: 0, shows: "registry" },
  ],
  publish: [
    {
      parameters: ["publish", "--regions", "us-east-1"],
      status: 3,
      shows: "npm install @aws-sdk/client-lambda",
    },
    { parameters: ["publish", "--regions", "us-east-1", "--execute"], status: 0, shows: ":layer:outcrop:1" },
  ],
  attach: [
    { parameters: ["attach", "orders"], status: 3, shows: "npm install @aws-sdk/client-lambda" },
    { parameters: ["attach", "orders", "--execute"], status: 0, shows: "1 attached" },
  ],
  detach: [
    { parameters: ["detach", "orders"], status: 3, shows: "npm install @aws-sdk/client-lambda" },
    { parameters: ["detach", "orders", "--execute"], status: 0, shows: "1 detached" },
  ],
  verify: [{ parameters: ["verify", "--account"], status: 0, shows: "A plan: nothing was called" }],
  completions: [{ parameters: ["completions", "bash"], status: 0, shows: "_outcrop outcrop" }],
};

const registry = `const table = new Map();
exports.register = (name, work) => table.set(name, work);
exports.run = (name, order) => {
  if (!table.has(name)) throw new Error("nothing is known as " + name);
  return table.get(name)(order);
};`;

/** The logs of an incident and of a fleet, and a function that has one copy of a package too many. */
export class Place {
  readonly #logs = new Workplace();

  constructor() {
    const fleet = new FleetPlace();
    cpSync(fleet.path, join(this.path, "fleet"), { recursive: true });
    fleet.remove();
    const peer = { peerDependencies: { registry: "^2.0.0" } };
    const files: Record<string, string | object> = {
      "fn/package.json": { name: "orders", dependencies: { carriers: "^1.0.0", registry: "^2.0.0" } },
      "fn/index.js": `const registry = require("registry"); require("carriers");
exports.handler = async (order) => registry.run("parcel", order);`,
      ...packageAt("fn/node_modules", "registry", "2.3.1"),
      "fn/node_modules/registry/index.js": registry,
      ...packageAt("layer/nodejs/node_modules", "carriers", "1.2.0", peer),
      "layer/nodejs/node_modules/carriers/index.js":
        'require("registry").register("parcel", ({ id }) => id.length);',
      ...packageAt("layer/nodejs/node_modules", "registry", "2.2.0"),
      "layer/nodejs/node_modules/registry/index.js": registry,
      ...packageAt("older/nodejs/node_modules", "carriers", "1.1.0", peer),
      "event.json": { id: "A-17" },
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), typeof content === "string" ? content : JSON.stringify(content));
    }
  }

  get path(): string {
    return this.#logs.path;
  }

  remove(): void {
    this.#logs.remove();
  }
}
