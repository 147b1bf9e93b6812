/** From lines as the layer writes them, and a lock. */
import { describe, expect, it } from "vitest";
import { readLock } from "../../../core/lock/read-lock.ts";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { unusedContent } from "../../../incident/analysis/unused-content.ts";
import { IncidentBuilder } from "../../../incident/model/build.ts";
import { htmlReport } from "../../../incident/report/html/html-report.ts";
import { incidentDocument } from "../../../incident/report/json.ts";
import { markdownReport } from "../../../incident/report/markdown.ts";
import { terminalReport } from "../../../incident/report/terminal.ts";
import { unusedText } from "../../../incident/report/words/unused-content.ts";

const tree = "0123456789abcdef".repeat(2);
const zod = { version: "3.24.4", tree, bytes: 600_000 };
const packages = {
  "nodejs/node_modules/zod": zod,
  "nodejs/node_modules/ms": { version: "2.1.3", tree, bytes: 3_000 },
  "nodejs/node_modules/@s/big": { version: "1.0.0", tree, bytes: 4_000_000 },
  "nodejs/node_modules/sharp": { version: "0.33.0", tree, bytes: 900_000 },
};
const natives = { "nodejs/node_modules/sharp/build/Release/sharp.node": { arch: "x64" } };

function lockOf(functions: readonly string[], content: object = packages) {
  const one = { runtime: "nodejs24.x", arch: "x64", layers: ["utils:7"] };
  const { lock, problems } = readLock(
    JSON.stringify({
      outcrop: "lock",
      schema: 1,
      functions: Object.fromEntries(functions.map((name) => [name, one])),
      layers: { "utils:7": { name: "utils", version: "7", tree, packages: content, natives } },
    }),
  );
  expect(problems).toEqual([]);
  return lock as NonNullable<typeof lock>;
}

/** An environment of the function that loaded these items of an inventory. */
function linesOf(name: string, copies: string, coverage = "full"): object[] {
  const stamp = {
    schema: 1,
    environment: Buffer.from(name.padEnd(8, "0")).toString("hex").slice(0, 16),
    function_name: name,
    function_version: "1",
    timestamp: "2026-11-20T10:00:00.000Z",
  };
  return [
    { ...stamp, outcrop: "environment", coverage },
    { ...stamp, outcrop: "inventory", importer: "/var/task/index.js", how: "require", copies },
    { ...stamp, outcrop: "invocation", request_id: name, cold_start: true, fingerprint: "0123456789abcdef" },
  ];
}

function incidentOf(...lines: readonly object[]) {
  const builder = new IncidentBuilder({});
  for (const [index, line] of lines.entries()) {
    const place = { logGroup: null, logStream: null, eventId: null, file: "f", line: index + 1 };
    builder.add({ message: JSON.stringify(line), timestamp: Date.UTC(2026, 10, 20, 10) + index, ...place });
  }
  return builder.finish();
}

const unusedIn = (lock: ReturnType<typeof lockOf>, ...lines: readonly object[]) =>
  unusedContent(incidentOf(...lines).environments, lock);

describe("content of a layer that no function loaded", () => {
  const lines = [
    ...linesOf("orders", "zod@3.24.4 layer 11"),
    ...linesOf("billing", "ms@2.1.3 layer 1, zod@4.0.0 function 3"),
  ];

  it("is what none of the functions with it loaded, in bytes", () => {
    const [content, ...others] = unusedIn(lockOf(["orders", "billing", "mails"]), ...lines);
    expect(others).toEqual([]);
    expect(content).toEqual({
      layer: "utils:7",
      functions: ["billing", "orders"],
      locked: 3,
      environments: 2,
      all: { packages: 4, bytes: 5_503_000 },
      unused: [
        { package: "@s/big", version: "1.0.0", folder: "nodejs/node_modules/@s/big", bytes: 4_000_000 },
      ],
      bytes: 4_000_000,
      notJudged: [
        { package: "sharp", version: "0.33.0", folder: "nodejs/node_modules/sharp", bytes: 900_000 },
      ],
    });
    expect(unusedText(content as NonNullable<typeof content>)).toBe(
      "1 of its 4 packages was never loaded, 4.0 MB of 5.5 MB, by 2 functions (billing and orders) in " +
        "2 environments. By the lock 1 more function of which these logs hold nothing may load them. 1 package " +
        "with native files was not loaded by Node, and may still be used: sharp.",
    );
  });

  it("is not what another layer's copy, or another version, was loaded from", () => {
    const folders = (copies: string) =>
      unusedIn(lockOf(["orders"]), ...linesOf("orders", copies))[0]?.unused.map((one) => one.package);
    expect(folders("zod@3.24.4 layer 11 in=utils:7")).toEqual(["@s/big", "ms"]);
    expect(folders("zod@3.24.4 layer 11 in=other:1")).toEqual(["@s/big", "zod", "ms"]);
    expect(folders("zod@3.25.0 layer 11")).toEqual(["@s/big", "zod", "ms"]);
    expect(folders("zod layer 11")).toEqual(["@s/big", "ms"]);
  });

  it("is given for functions that name the layer, though the lock does not have them", () => {
    const lock = lockOf([]);
    expect(unusedIn(lock, ...linesOf("orders", "zod@3.24.4 layer 11"))).toEqual([]);
    expect(unusedIn(lock, ...linesOf("orders", "zod@3.24.4 layer 11 in=utils:7"))).toMatchObject([
      { functions: ["orders"], locked: 0 },
    ]);
  });

  it("is not given for functions that Outcrop did not see", () => {
    expect(unusedIn(lockOf(["orders"]), ...linesOf("orders", "zod@3.24.4 layer 11", "none"))).toEqual([]);
  });

  it("has no bytes where the lock has none", () => {
    const content = { "nodejs/node_modules/zod": { tree }, "nodejs/node_modules/ms": { tree, bytes: 1 } };
    expect(unusedIn(lockOf(["orders", "billing"], content), ...lines)).toMatchObject([
      { all: { packages: 2, bytes: null }, unused: [], bytes: 0 },
    ]);
  });

  it("is in every report", () => {
    const incident = incidentOf(...lines);
    const unused = unusedContent(incident.environments, lockOf(["orders", "billing"]));
    const report = { incident, analysis: analyse(incident), comparison: null, unused };
    for (const text of [
      terminalReport(report, { width: 80, coloured: false }),
      markdownReport(report),
      htmlReport(incident, report.analysis, { unused }),
    ]) {
      expect(text).toMatch(/never loaded/i);
      expect(text.replaceAll(/<wbr>|\\/g, "")).toContain("@s/big@1.0.0");
    }
    expect(incidentDocument(report).unused).toMatchObject([{ layer: "utils:7", unused_bytes: 4_000_000 }]);
    expect(incidentDocument({ ...report, unused: [] }).unused).toEqual([]);
  });
});
