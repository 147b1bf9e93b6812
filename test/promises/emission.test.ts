import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { emfProblems } from "../support/emf.ts";
import {
  type EmittedLine,
  Folders,
  linesOf,
  ofType,
  packageFiles,
  type Tree,
  withLayer,
} from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/** The headers of a Windows library for x64: as far as anyone reads who wants to know what it is. */
function windowsAddon(): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write("MZ", 0, "latin1");
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write("PE\0\0", 0x80, "latin1");
  bytes.writeUInt16LE(0x8664, 0x84);
  return bytes;
}

/**
 * A little of everything: packages in three roots, a failure that names one of them, a native file for no
 * machine.
 */
const task: Tree = {
  "package.json": { name: "orders", version: "1.2.3", dependencies: { shared: "^2.0.0", plugin: "^1.0.0" } },
  "index.js": `
    require('shared'); require('plugin'); require('bundled');
    try { require('native') } catch {}
    exports.handler = async ({ fail }) => { if (fail) require('shared').fail(); return 'ok' };`,
  "node_modules/shared/package.json": { name: "shared", version: "2.1.0" },
  "node_modules/shared/index.js": "exports.fail = () => { throw new Error('secret') };",
  "node_modules/native/package.json": { name: "native", version: "1.0.0" },
  "node_modules/native/index.js": "require('./addon.node')",
  "node_modules/native/addon.node": windowsAddon(),
};
const layer: Tree = {
  ...packageFiles("nodejs/node_modules", "shared", "1.0.0"),
  "nodejs/node_modules/plugin/package.json": {
    name: "plugin",
    version: "1.0.0",
    peerDependencies: { shared: "^2.0.0" },
  },
  "nodejs/node_modules/plugin/index.js": "require('shared'); try { require('optional-thing') } catch {}",
};
const runtime: Tree = packageFiles("node_modules", "bundled", "3.0.0");

async function run(env: Record<string, string> = {}, extra: Tree = {}): Promise<EmittedLine[]> {
  const { logs, responses } = await runFunction({
    ...withLayer({
      task: folders.make({ ...task, ...extra }),
      layers: [folders.make(layer)],
      runtime: folders.make(runtime),
      env,
    }),
    events: [{}, {}, { fail: true }],
  });
  expect(responses.map(({ ok }) => ok)).toEqual([true, true, false]);
  return linesOf(logs.extensions["outcrop"]);
}

describe("what is emitted", () => {
  let lines: EmittedLine[];
  beforeAll(async () => {
    lines = await run({ OUTCROP_EMIT: "sometimes" });
  });

  it("has every line type, in the order in which a reader needs them", () => {
    const types = lines.map(({ outcrop }) => outcrop);
    expect(types).toContain("diagnostic");
    // A diagnostic comes when there is time for it.
    const order = types.filter((type) => type !== "diagnostic").filter((type, i, all) => type !== all[i - 1]);
    expect(order).toEqual([
      "environment",
      "inventory",
      "finding",
      "invocation",
      "failure",
      "invocation",
      "shutdown",
    ]);
  });

  it("keeps to the schema, line by line", () => {
    for (const line of lines) {
      expect(schemaProblems(line), JSON.stringify(line)).toEqual([]);
    }
  });

  it("is flat, and below 64 KiB a line", () => {
    for (const { _aws, ...line } of lines) {
      for (const value of Object.values(line)) expect(typeof value).not.toBe("object");
      expect(JSON.stringify({ _aws, ...line }).length).toBeLessThan(64 * 1024);
    }
  });

  it("has metrics that CloudWatch takes, once an invocation and nowhere else", () => {
    const withMetrics = lines.filter((line) => "_aws" in line);
    expect(withMetrics).toEqual(lines.filter(({ outcrop }) => outcrop === "invocation"));
    for (const line of withMetrics) expect(emfProblems(line)).toEqual([]);
    expect(withMetrics[0]).toMatchObject({
      cold_start: true,
      ShadowedPackage: 1,
      RangeViolation: 1,
      WrongPlatform: 1,
      Architecture: 1,
    });
    expect(withMetrics[1]).toMatchObject({ ShadowedPackage: 1, Architecture: 1 });
    for (const key of ["cold_start", "failed", "ended_by", "new_copies", "new_findings", "fingerprint"])
      expect(withMetrics[1]).not.toHaveProperty(key);
  });

  it("reports each copy with its root, and each finding with both copies", () => {
    const roots = Object.fromEntries(
      ofType(lines, "resolution").map((line) => [`${line["package"]} ${line["version"]}`, line["root"]]),
    );
    expect(roots).toMatchObject({
      "orders 1.2.3": "function",
      "shared 2.1.0": "function",
      "shared 1.0.0": "layer",
      "plugin 1.0.0": "layer",
      "bundled 3.0.0": "runtime",
    });
    const shadow = ofType(lines, "finding").find(
      (line) => line["code"] === "shadowed-package" && line["package"] === "shared",
    );
    expect(shadow).toMatchObject({
      winner_path: "/var/task/node_modules/shared",
      loser_path: "/opt/nodejs/node_modules/shared",
      winner_version: "2.1.0",
      loser_version: "1.0.0",
      importer: "/var/task/index.js",
      docs: "docs/findings/shadowed-package.md",
    });
    expect(JSON.parse(String(shadow?.["evidence"]))).toBeTypeOf("object");
  });

  it("explains a failure by the findings that touch it, and keeps its message to itself", () => {
    const [failure] = ofType(lines, "failure");
    expect(failure).toMatchObject({
      phase: "invoke",
      error_name: "Error",
      request_id: ofType(lines, "invocation")[2]?.["request_id"],
    });
    expect(String(failure?.["frames"])).toContain("/var/task/node_modules/shared/index.js:1");
    expect(String(failure?.["findings"]).split("\n")).toContain("duplicate-instance shared");
    expect(JSON.stringify(lines)).not.toContain("secret");
  });

  it("names a bad setting once", () => {
    expect(ofType(lines, "diagnostic").map((line) => line["message"])).toEqual([
      "OUTCROP_EMIT must be one of each-invoke, each-minute, on-change; using each-invoke",
    ]);
  });

  it("says what Outcrop itself costs", () => {
    const [environment] = ofType(lines, "environment");
    for (const key of ["register_ms", "shim_start_ms", "shim_ms"])
      expect(environment?.[key]).toBeGreaterThan(0);
    expect(environment).toMatchObject({
      outcrop_version: JSON.parse(readFileSync("package.json", "utf8")).version,
      roots: "function layer runtime",
    });
  });
});

describe("a warm invocation without news", () => {
  it("has a line of at most 350 bytes", async () => {
    const { logs } = await runFunction({
      ...withLayer({ task: folders.make({ "index.js": "exports.handler = async () => 'ok'" }) }),
      functionName: "checkout-orders-production",
      events: [{}, {}, {}],
    });
    const warm = (logs.extensions["outcrop"] ?? "")
      .split("\n")
      .filter((line) => line.includes('"outcrop":"invocation"') && !line.includes("cold_start"));
    expect(warm).toHaveLength(2);
    for (const line of warm) {
      expect(Buffer.byteLength(`${line}\n`)).toBeLessThanOrEqual(350);
      expect(schemaProblems(JSON.parse(line))).toEqual([]);
      expect(emfProblems(JSON.parse(line))).toEqual([]);
    }
  });
});

describe("the settings", () => {
  it("OUTCROP_DETAIL=findings leaves out resolutions", async () => {
    const lines = await run({ OUTCROP_DETAIL: "findings" });
    expect(ofType(lines, "resolution")).toEqual([]);
    expect(ofType(lines, "finding").length).toBeGreaterThan(0);
  });

  it("OUTCROP_DETAIL=packages has one resolution line a copy, which says what the inventory says", async () => {
    const [short, long] = [await run({}), await run({ OUTCROP_DETAIL: "packages" })];
    expect(short.filter(({ outcrop }) => outcrop === "resolution")).toEqual([]);
    expect(long.filter(({ outcrop }) => outcrop === "inventory")).toEqual([]);
    const copies = (lines: readonly EmittedLine[]): unknown[] =>
      ofType(lines, "resolution").map(
        ({ outcrop: _type, environment: _id, timestamp: _time, message: _text, ...copy }) => copy,
      );
    expect(copies(long).length).toBeGreaterThan(5);
    expect(copies(short)).toEqual(copies(long));
    for (const line of long) expect(schemaProblems(line)).toEqual([]);
  });

  it("OUTCROP_DETAIL=modules has one resolution line a module", async () => {
    const lines = await run({ OUTCROP_DETAIL: "modules" });
    const modules = ofType(lines, "resolution").map((line) => line["module"]);
    expect(modules).toEqual(
      expect.arrayContaining([
        "/var/task/index.js",
        "/var/task/node_modules/shared/index.js",
        "/opt/nodejs/node_modules/plugin/index.js",
      ]),
    );
    expect(new Set(modules).size).toBe(modules.length);
    expect(modules).toHaveLength(Number(ofType(lines, "shutdown")[0]?.["modules"]));
    for (const line of lines) expect(schemaProblems(line)).toEqual([]);
  });

  const failing = "exports.handler = async ({ fail }) => { if (fail) throw new Error('no'); return 'ok' }";

  it.each(["each-minute", "on-change"])(
    "OUTCROP_EMIT=%s has one line for several invocations in which nothing changed",
    async (emit) => {
      const { logs, responses } = await runFunction({
        ...withLayer({ task: folders.make({ "index.js": failing }), env: { OUTCROP_EMIT: emit } }),
        events: [{}, {}, {}, {}, { fail: true }, {}],
      });
      const lines = linesOf(logs.extensions["outcrop"]);
      const requests = responses.map(({ requestId }) => requestId);
      const told = ofType(lines, "invocation");
      expect(
        told.map((line) => [requests.indexOf(String(line["request_id"])), line["FurtherInvocations"]]),
      ).toEqual([
        [0, undefined],
        [3, 2],
        [4, undefined],
        [5, undefined],
      ]);
      expect(told.map((line) => line["failed"])).toEqual([false, false, true, false]);
      expect(lines.flatMap(schemaProblems)).toEqual([]);
      for (const line of told) expect(emfProblems(line)).toEqual([]);
    },
  );

  it("OUTCROP_METRICS=by-function has each metric with the function as its dimension", async () => {
    for (const line of ofType(await run({ OUTCROP_METRICS: "by-function" }), "invocation")) {
      const { CloudWatchMetrics: directives } = line["_aws"] as { CloudWatchMetrics: unknown[] };
      expect(directives).toMatchObject([{ Dimensions: [["function_name"], []] }]);
      expect(line).toMatchObject({ Shadowing: expect.any(Number), Architecture: 1 });
      expect(schemaProblems(line)).toEqual([]);
    }
  });

  it("OUTCROP_DISABLED=1 leaves out everything", async () => {
    expect(await run({ OUTCROP_DISABLED: "1" })).toEqual([]);
  });

  it("the function's logger settings silence nothing and the lines carry its service", async () => {
    const lines = await run({
      POWERTOOLS_LOG_LEVEL: "SILENT",
      AWS_LAMBDA_LOG_LEVEL: "FATAL",
      POWERTOOLS_DEV: "true",
      POWERTOOLS_SERVICE_NAME: "shop",
    });
    expect(ofType(lines, "invocation")).toHaveLength(3);
    expect(new Set(lines.map((line) => line["service"]))).toEqual(new Set(["shop"]));
  });

  it("outcrop.json accepts a finding: reported at info with its reason, and not counted", async () => {
    const accept = [
      { code: "shadowed-package", package: "shared", reason: "both teams know" },
      { code: "no-such-code" },
      { code: "range-violation", package: "shared", reason: "for a week", until: "2026-01-07" },
    ];
    const lines = await run({}, { "outcrop.json": { accept } });
    const shadow = ofType(lines, "finding").find(
      (line) => line["code"] === "shadowed-package" && line["package"] === "shared",
    );
    expect(shadow).toMatchObject({ severity: "info", level: "INFO", accepted: "both teams know" });
    expect(ofType(lines, "invocation")[0]).not.toHaveProperty("ShadowedPackage");
    expect(ofType(lines, "diagnostic").map((line) => line["message"])).toEqual([
      expect.stringContaining("/var/task/outcrop.json accept[1]"),
      expect.stringContaining(
        "/var/task/outcrop.json accepted range-violation of shared until 2026-01-07; it counts again",
      ),
    ]);
    for (const line of lines) expect(schemaProblems(line)).toEqual([]);
  });
});
