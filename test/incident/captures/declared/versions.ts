/** A package in another version than the code that asks for it was written for. */
import type { Capture, Deployment, RootSpec } from "../capture.ts";
import { commonJs, esModule, good, layerFolder, manifest, mixed, ping } from "./handlers.ts";

const formatterFiles = {
  ...manifest("checkout", { "@aws-lambda-powertools/logger": "^2.0.0" }),
  "index.js": commonJs(
    `const { LogFormatter, LogItem } = require('@aws-lambda-powertools/logger');
class Formatter extends LogFormatter {
  formatAttributes(attributes) { return new LogItem({ attributes }); }
}`,
    "return new Formatter().formatAttributes({}).getAttributes();",
  ),
};
export const powertoolsLayer: RootSpec = { sets: [["powertools-2", layerFolder]] };

export const formatter: Deployment = {
  functionName: "checkout",
  functionVersion: "7",
  hoursAgo: 28,
  task: { files: formatterFiles },
  layers: [powertoolsLayer],
  events: good,
};
/** Powertools 1 was left in the zip. */
export const formatterWithOldPowertools: Deployment = {
  ...formatter,
  functionVersion: "8",
  hoursAgo: 5,
  task: { files: formatterFiles, sets: [["powertools-1", "node_modules"]] },
  events: mixed,
};

const named: Deployment = {
  functionName: "invoices",
  functionVersion: "3",
  hoursAgo: 12,
  task: {
    files: {
      ...manifest("invoices", { "@aws-lambda-powertools/logger": "^2.0.0" }),
      "index.mjs": esModule(
        "import { LogItem } from '@aws-lambda-powertools/logger';",
        "return new LogItem({ attributes: { a: 1 } }).getAttributes();",
      ),
    },
  },
  layers: [powertoolsLayer],
  events: good,
};

const schema = commonJs(
  "const { z } = require('zod');\nconst order = z.object({ item: z.string() });",
  "const parsed = order.safeParse(event.order ?? {});\n" +
    "  return parsed.success ? parsed.data : z.prettifyError(parsed.error);",
);
const validationFiles = { ...manifest("validation", { zod: "^4.0.0" }), "index.js": schema };
export const validation: Deployment = {
  functionName: "validation",
  functionVersion: "20",
  hoursAgo: 50,
  task: { files: validationFiles, sets: [["zod-4", "node_modules"]] },
  layers: [{ sets: [["zod-3", layerFolder]] }],
  events: good,
};
/** "The layer has zod already": it has, in the release before. */
export const validationWithoutZod: Deployment = {
  ...validation,
  functionVersion: "21",
  hoursAgo: 9,
  task: { files: validationFiles },
  events: [ping, { order: { item: "tea" } }, {}, ping, {}],
};

const audit: Deployment = {
  functionName: "audit",
  functionVersion: "2",
  hoursAgo: 40,
  task: {
    files: {
      "index.js": commonJs(
        "const { Logger } = require('@aws-lambda-powertools/logger');\nconst logger = new Logger();",
        "logger.appendKeys({ a: 1 });\n  return 'written';",
      ),
    },
  },
  layers: [powertoolsLayer],
  events: good,
};

export const versionIncidents: readonly Capture[] = [
  {
    name: "powertools-1-left-in-zip",
    happened:
      "A deploy left Powertools 1 in the zip, which hides version 2 in the layer; LogItem is not a " +
      "constructor in it.",
    kind: "incident",
    deployments: [formatter, formatterWithOldPowertools],
    shape: { as: "get-log-events", split: "by-stream" },
    cause: { code: "range-violation", package: "@aws-lambda-powertools/logger" },
    since: 1,
    between: "deploy",
  },
  {
    name: "missing-named-export-in-init",
    happened:
      "An ES module imports a name that the older Powertools in the zip does not export: the init fails " +
      "before any handler runs.",
    kind: "incident",
    deployments: [
      named,
      {
        ...named,
        functionVersion: "4",
        hoursAgo: 3,
        task: { ...named.task, sets: [["powertools-1", "node_modules"]] },
        events: [{}, {}],
      },
    ],
    shape: { as: "logs tail --format json" },
    cause: { code: "range-violation", package: "@aws-lambda-powertools/logger" },
    since: 1,
    between: "deploy",
  },
  {
    name: "layer-zod-too-old",
    happened:
      "A deploy took zod out of the zip because a layer has it, in the major version before: the error " +
      "text of a refused order cannot be made.",
    kind: "incident",
    deployments: [validation, validationWithoutZod],
    shape: { as: "Insights CSV of the console" },
    cause: { code: "range-violation", package: "zod" },
    since: 1,
    between: "deploy",
  },
  {
    name: "layers-squashed",
    happened:
      "A second layer with Powertools metrics 1 brought commons 1, which was merged over the commons 2 " +
      "that the first layer's logger needs.",
    kind: "incident",
    deployments: [
      audit,
      {
        ...audit,
        functionVersion: "3",
        hoursAgo: 7,
        layers: [powertoolsLayer, { sets: [["powertools-metrics-1", layerFolder]] }],
        events: [{}, {}],
      },
    ],
    shape: { as: "filter-log-events on one line", split: "by-time", reversed: true },
    cause: {
      code: ["unresolved-module", "range-violation", "squashed-layer"],
      package: "@aws-lambda-powertools/commons",
    },
    since: 1,
    between: "layer-change",
  },
];
