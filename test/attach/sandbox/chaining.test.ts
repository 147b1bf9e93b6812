/**
 * Each function of docs/attach/chaining in the sandbox, next to layers that do what the vendor's wrapper and
 * handler do, and nothing else.
 */
import { afterAll, describe, expect, test } from "vitest";
import { runFunction } from "../../../sandbox/index.ts";
import { executableLayer } from "../../support/function-arms.ts";
import { Folders, layer, linesOf, ofType, type Tree } from "../../support/layer-run.ts";
import { attachFolder } from "../attach-folder.ts";
import { functionsOf, readTemplate } from "../cloud-formation.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/**
 * Like otel-handler and otel-instrument: they put a preload of theirs into NODE_OPTIONS and execute what
 * follows.
 */
const preloading = (preload: string): string => `#!/bin/bash
set -ef -o pipefail
export NODE_OPTIONS="\${NODE_OPTIONS} ${preload}"
exec "$@"
`;

/**
 * Like datadog_wrapper, except for the address of the Runtime API, which Datadog's extension would take over.
 */
const arraying = `#!/bin/bash
args=("$@")
export DD_TRACE_ENABLED=true
exec "\${args[@]}"
`;

const wrappers: Readonly<Record<string, string>> = {
  "/opt/otel-handler": preloading("--import /opt/init.mjs"),
  "/opt/otel-instrument": preloading("--require /opt/wrapper.js"),
  "/opt/datadog_wrapper": arraying,
};

/** A handler that loads the function's own, which a variable names. */
const redirecting = (variable: string): string => `
  const [file, name] = process.env.${variable}.split(".");
  exports.handler = async (event) => ["redirected", await require("/var/task/" + file)[name](event)];
`;

const vendorFiles: Tree = {
  "init.mjs": "globalThis.preloaded = 'import';",
  "wrapper.js": "globalThis.preloaded = 'require';",
  "nodejs/node_modules/datadog-lambda-js/handler.js": redirecting("DD_LAMBDA_HANDLER"),
  "nodejs/node_modules/datadog-lambda-js/package.json": { name: "datadog-lambda-js", version: "1.0.0" },
  "nodejs/node_modules/newrelic-lambda-wrapper/index.js": redirecting("NEW_RELIC_LAMBDA_HANDLER"),
  "nodejs/node_modules/newrelic-lambda-wrapper/package.json": {
    name: "newrelic-lambda-wrapper",
    version: "1.0.0",
  },
};

const task: Tree = { "index.js": "exports.handler = async () => globalThis.preloaded ?? 'ok';" };

const functions = ["datadog", "adot", "opentelemetry", "new-relic"].flatMap((vendor) =>
  [...functionsOf(readTemplate(attachFolder, `chaining/${vendor}.yaml`))].map(([name, properties]) => ({
    vendor,
    name,
    properties,
  })),
);

/** What each answers when all of the chain has run. */
const answers: Readonly<Record<string, unknown>> = {
  "datadog Orders": ["redirected", "ok"],
  "datadog Payments": ["redirected", "ok"],
  "adot Orders": "require",
  "opentelemetry Orders": "import",
  "new-relic Orders": ["redirected", "ok"],
};

describe.each(functions)("$vendor: $name", ({ vendor, name, properties }) => {
  const variables = Object.entries(properties.Environment?.Variables ?? {}).map(([key, value]) => [
    key,
    typeof value === "string" ? value : "reference",
  ]);
  const env = Object.fromEntries(variables) as Record<string, string>;
  const next = env["OUTCROP_EXEC_WRAPPER"];

  test("runs the whole chain, and Outcrop sees the end of each invocation", async () => {
    const text = next === undefined ? undefined : wrappers[next];
    expect(next === undefined || text !== undefined).toBe(true);
    const vendorLayers = [
      folders.make(vendorFiles),
      ...(next && text ? [executableLayer(next.replace("/opt/", ""), text)] : []),
    ];
    const result = await runFunction({
      task: folders.make(task),
      layers: [...vendorLayers, layer],
      handler: properties.Handler ?? "",
      env,
      events: [{}, {}],
      timeoutMs: 60_000,
      initTimeoutMs: 60_000,
    });
    expect(result.responses.map(({ payload }) => payload)).toEqual([
      answers[`${vendor} ${name}`],
      answers[`${vendor} ${name}`],
    ]);
    const lines = linesOf(result.logs.extensions["outcrop"]);
    expect(ofType(lines, "environment")).toMatchObject([
      { wrappers: ["/opt/outcrop-wrapper", ...(next ? [next] : [])].join(" ") },
    ]);
    expect(ofType(lines, "invocation").map(({ ended_by: by = "end-mark" }) => by)).toEqual([
      "end-mark",
      "end-mark",
    ]);
    expect(ofType(lines, "diagnostic")).toEqual([]);
    const copies = ofType(lines, "resolution").map((line) => line["package"]);
    const redirected = { datadog: "datadog-lambda-js", "new-relic": "newrelic-lambda-wrapper" }[vendor];
    if (redirected !== undefined) expect(copies).toContain(redirected);
  });
});
