/** Modules that are not found, or not in a form that can be loaded. */
import type { Capture, Deployment } from "../capture.ts";
import { commonJs, esModule, good, layerFolder, manifest, mixed } from "./handlers.ts";

const calendar: Deployment = {
  functionName: "calendar",
  functionVersion: "4",
  hoursAgo: 27,
  task: { files: { "index.mjs": esModule("import dayjs from 'dayjs';", "return dayjs(0).year();") } },
  layers: [{ sets: [["dayjs", layerFolder]] }],
  events: good,
};

const reports: Deployment = {
  functionName: "reports",
  functionVersion: "15",
  hoursAgo: 72,
  task: {
    files: {
      ...manifest("reports", {}),
      "index.js": commonJs("", "const dayjs = require('dayjs');\n  return dayjs(0).year();"),
    },
  },
  layers: [{ sets: [["dayjs", layerFolder]] }],
  events: good,
};

const ids = commonJs("const { nanoid } = require('nanoid');", "return nanoid().length;");
const shortLinks: Deployment = {
  functionName: "short-links",
  functionVersion: "8",
  hoursAgo: 15,
  runtimeVersion: "nodejs:22.v60",
  nodeLine: 22,
  task: {
    files: { ...manifest("short-links", { nanoid: "^3.0.0" }), "index.js": ids },
    sets: [["nanoid-3", "node_modules"]],
  },
  events: good,
};

const plugin = (specifier: string): string =>
  esModule(
    "import dayjs from 'dayjs';",
    `const { default: utc } = await import('${specifier}');\n  return dayjs.extend(utc).utc(0).year();`,
  );
const shifts: Deployment = {
  functionName: "shifts",
  functionVersion: "77",
  hoursAgo: 11,
  task: {
    files: { ...manifest("shifts", { dayjs: "^1.11.0" }), "index.mjs": plugin("dayjs/plugin/utc.js") },
    sets: [["dayjs", "node_modules"]],
  },
  events: good,
};

const thumbnails: Deployment = {
  functionName: "thumbnails",
  functionVersion: "1",
  hoursAgo: 24,
  task: { files: { "index.js": commonJs("", "return require('nanoid').nanoid().length;") } },
  layers: [{ sets: [["nanoid-3", layerFolder]] }],
  events: good,
};

export const moduleIncidents: readonly Capture[] = [
  {
    name: "layer-packed-beside-nodejs",
    happened:
      "The layer's next version was packed with node_modules next to the nodejs folder, where Lambda " +
      "does not look.",
    kind: "incident",
    deployments: [
      calendar,
      {
        ...calendar,
        functionVersion: "5",
        hoursAgo: 3,
        layers: [{ sets: [["dayjs", "node_modules"]] }],
        events: [{}, {}],
      },
    ],
    shape: { as: "filter-log-events | jq -c .events[]", gzip: 1 },
    cause: { code: "unresolved-module", package: "dayjs" },
    since: 1,
    between: "layer-change",
  },
  {
    name: "undeclared-dependency-gone",
    happened: "The function used dayjs from a layer without declaring it, and a layer change took it away.",
    kind: "incident",
    deployments: [
      reports,
      {
        ...reports,
        hoursAgo: 8,
        functionVersion: "16",
        layers: [{ sets: [["nanoid-3", layerFolder]] }],
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "logs tail --format short", split: "by-stream" },
    cause: { code: "unresolved-module", package: "dayjs" },
    since: 1,
    between: "layer-change",
  },
  {
    name: "es-module-required",
    happened:
      "A deploy moved nanoid to a release that is an ES module only, and the function requires it on " +
      "nodejs22.x.",
    kind: "incident",
    deployments: [
      shortLinks,
      {
        ...shortLinks,
        functionVersion: "9",
        hoursAgo: 2,
        task: {
          files: { ...manifest("short-links", { nanoid: "^5.0.0" }), "index.js": ids },
          sets: [["nanoid", "node_modules"]],
        },
        events: [{}, {}],
      },
    ],
    shape: { as: "get-log-events", split: "by-stream", reversed: true },
    cause: { code: "unresolved-module", package: "nanoid" },
    since: 1,
    between: "deploy",
  },
  {
    name: "subpath-without-extension",
    happened:
      "A deploy imports dayjs/plugin/utc without its extension, which require() completes and import " +
      "does not.",
    kind: "incident",
    deployments: [
      shifts,
      {
        ...shifts,
        functionVersion: "78",
        hoursAgo: 1,
        task: { ...shifts.task, files: { ...shifts.task.files, "index.mjs": plugin("dayjs/plugin/utc") } },
        events: mixed,
      },
    ],
    shape: { as: "Insights CSV of Excel", split: "by-time" },
    cause: { code: "unresolved-module", package: "dayjs" },
    since: 1,
    between: "deploy",
  },
  {
    name: "layer-folder-of-another-runtime",
    happened:
      "The layer's packages were moved to nodejs/node20/node_modules, which only nodejs20.x looks into.",
    kind: "incident",
    deployments: [
      thumbnails,
      {
        ...thumbnails,
        functionVersion: "2",
        hoursAgo: 5,
        layers: [{ sets: [["nanoid-3", "nodejs/node20/node_modules"]] }],
        events: mixed,
      },
    ],
    shape: { as: "S3 export", split: "by-stream", overlapping: true },
    cause: { code: "unresolved-module", package: "nanoid" },
    since: 1,
    between: "layer-change",
  },
];
