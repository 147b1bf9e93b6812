/**
 * Every question, over the logs of a fleet that really ran, as each way out of CloudWatch writes them. What
 * is expected is known from what was deployed, or taken from the lines themselves; nothing of it goes through
 * SQL.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asked, questions } from "../../../cloudwatch/athena/questions.ts";
import { sourceNames } from "../../../cloudwatch/athena/sources.ts";
import type { EmittedLine } from "../../support/layer-run.ts";
import {
  afterwards,
  emitted,
  engines,
  fleet,
  functionCopy,
  isShared,
  layerCopy,
  only,
  today,
} from "./asking.ts";
import type { Engine } from "./engine.ts";
import type { Stream } from "./fleet.ts";

describe.each(sourceNames)("over %s", (source) => {
  const ask = (question: string, values: Parameters<Engine["ask"]>[1] = {}) =>
    (engines.get(source) as Engine).ask(question, { FROM_DAY: today, ...values });

  it("what is loaded now", async () => {
    const orders = { function_name: "orders", function_version: "2" };
    const billing = { function_name: "billing", function_version: "$LATEST" };
    const layer = null;
    const runtime = {
      package: "(runtime)",
      version: null,
      root: "runtime",
      path: "/var/runtime",
      layer,
      modules: 2,
    };
    expect(await ask("loaded-now")).toEqual([
      { ...billing, ...runtime },
      {
        ...billing,
        package: "billing",
        version: "3.0.0",
        root: "function",
        path: "/var/task",
        layer,
        modules: 1,
      },
      {
        ...billing,
        package: "late",
        version: "0.1.0",
        root: "function",
        path: "/var/task/node_modules/late",
        layer,
        modules: 1,
      },
      {
        ...billing,
        package: "shared",
        version: "1.0.0",
        root: "layer",
        path: layerCopy,
        layer: "utils:7",
        modules: 1,
      },
      { ...orders, ...runtime },
      {
        ...orders,
        package: "extra",
        version: "1.0.0",
        root: "function",
        path: "/var/task/node_modules/extra",
        layer,
        modules: 1,
      },
      {
        ...orders,
        package: "orders",
        version: "1.0.0",
        root: "function",
        path: "/var/task",
        layer,
        modules: 1,
      },
      {
        ...orders,
        package: "shared",
        version: "2.2.0",
        root: "function",
        path: functionCopy,
        layer,
        modules: 1,
      },
    ]);
  });

  it("who loads a package, and from which copy", async () => {
    const seen = (stream: Stream) => {
      const { timestamp } = only("resolution", stream, isShared) as { timestamp?: unknown };
      return {
        environments: 1,
        first_seen: timestamp,
        last_seen: timestamp,
        first_importer: "/var/task/index.js",
      };
    };
    const orders = { function_name: "orders", root: "function", path: functionCopy, layer: null };
    expect(await ask("who-loads", { PACKAGE: "shared" })).toEqual([
      {
        function_name: "billing",
        function_version: "$LATEST",
        version: "1.0.0",
        root: "layer",
        path: layerCopy,
        layer: "utils:7",
        ...seen(fleet.billing),
      },
      { ...orders, function_version: "2", version: "2.2.0", ...seen(fleet.ordersSecond) },
      { ...orders, function_version: "1", version: "2.1.0", ...seen(fleet.ordersFirst) },
    ]);
    expect(await ask("who-loads", { PACKAGE: "it's none" })).toEqual([]);
  });

  it("functions where a package is shadowed", async () => {
    const row = (stream: Stream, version: string, deployed: string) => {
      const { severity, timestamp } = only("finding", stream, isShared) as {
        severity?: unknown;
        timestamp?: unknown;
      };
      return {
        function_name: "orders",
        winner_version: version,
        winner_root: "function",
        winner_path: functionCopy,
        winner_layer: null,
        loser_version: "1.0.0",
        loser_root: "layer",
        loser_path: layerCopy,
        loser_layer: "utils:7",
        severity,
        last_function_version: deployed,
        environments: 1,
        first_seen: timestamp,
        last_seen: timestamp,
      };
    };
    // In billing nothing is shadowed: it has one copy.
    expect(await ask("shadowed", { PACKAGE: "shared" })).toEqual([
      row(fleet.ordersSecond, "2.2.0", "2"),
      row(fleet.ordersFirst, "2.1.0", "1"),
    ]);
    const sinceJanuary = await ask("shadowed", { PACKAGE: "shared", FROM_DAY: "2026/01/01" });
    expect(sinceJanuary.map(({ function_name }) => function_name)).toEqual(["orders", "orders", "retired"]);
  });

  it("first appearance of a finding", async () => {
    const first = only("finding", fleet.ordersFirst);
    const second = only("finding", fleet.ordersSecond);
    const undeclared = only("finding", fleet.billing);
    expect(await ask("first-appearance")).toEqual([
      {
        function_name: "billing",
        code: "undeclared-dependency",
        package: "shared",
        first_seen: undeclared["timestamp"],
        first_function_version: "$LATEST",
        first_environment: undeclared.environment,
        last_seen: undeclared["timestamp"],
        last_severity: undeclared["severity"],
        environments: 1,
      },
      {
        function_name: "orders",
        code: "shadowed-package",
        package: "shared",
        first_seen: first["timestamp"],
        first_function_version: "1",
        first_environment: first.environment,
        last_seen: second["timestamp"],
        last_severity: second["severity"],
        environments: 2,
      },
    ]);
  });

  it("what each function loads, and its findings, in its newest version", async () => {
    const rows = await ask("what-if");
    const of = (kind: string | null, name: string) =>
      rows.filter((row) => row["kind"] === kind && row["function_name"] === name);
    const shared = of("copy", "orders").filter((row) => row["package"] === "shared");
    expect(shared).toMatchObject([{ version: "2.2.0", path: functionCopy, invocations: 2, layer: null }]);
    expect(of("finding", "orders")).toMatchObject([
      { code: "shadowed-package", package: "shared", winner_path: functionCopy, loser_path: layerCopy },
    ]);
    expect(of("copy", "billing").find((row) => row["package"] === "shared")).toMatchObject({
      path: layerCopy,
      layer: "utils:7",
      importer: "/var/task/index.js",
      how: "require",
    });
    expect(new Set(rows.map((row) => row["function_name"]))).toEqual(new Set(["billing", "orders"]));
  });

  it("what changed between two deployments, and within one environment", async () => {
    const [lastOfFirst] = emitted("invocation", fleet.ordersFirst);
    const [, lastOfSecond] = emitted("invocation", fleet.ordersSecond);
    const between = (from: unknown, to: unknown) =>
      ask("what-changed", { OLD_FINGERPRINT: String(from), NEW_FINGERPRINT: String(to) });
    expect(await between(lastOfFirst?.["fingerprint"], lastOfSecond?.["fingerprint"])).toEqual([
      { package: "extra", version: "1.0.0", root: "function", change: "added" },
      { package: "shared", version: "2.1.0", root: "function", change: "removed" },
      { package: "shared", version: "2.2.0", root: "function", change: "added" },
    ]);
    const [cold, warm] = emitted("invocation", fleet.billing);
    const late = { package: "late", version: "0.1.0", root: "function" };
    expect(await between(cold?.["fingerprint"], warm?.["fingerprint"])).toEqual([
      { ...late, change: "added" },
    ]);
    expect(await between(warm?.["fingerprint"], cold?.["fingerprint"])).toEqual([
      { ...late, change: "removed" },
    ]);
    expect(await between(warm?.["fingerprint"], warm?.["fingerprint"])).toHaveLength(4);
  });

  it("everything of one request", async () => {
    const { requestIds, events } = fleet.ordersSecond;
    const [first, second] = requestIds as [string, string];
    const about = async (id: string) =>
      (await ask("request", { REQUEST_ID: id })).map(({ kind, text }) => [kind, text]);
    const plain = (id: string) =>
      events.filter(({ message }) => message.includes(id) && !message.includes('"outcrop":"'));
    const logged = (id: string) => plain(id).map(({ message }) => ["log", message]);
    const told = (lines: readonly EmittedLine[]) => lines.map(({ outcrop, message }) => [outcrop, message]);
    // The second fails: its own lines are the failure and the invocation, those before them belong to the
    // first.
    const split = fleet.ordersSecond.lines.findIndex((line) => line["request_id"] === first) + 1;
    const ofSecond = fleet.ordersSecond.lines.slice(split).filter(({ outcrop }) => outcrop !== "shutdown");
    expect(ofSecond.map(({ outcrop }) => outcrop)).toEqual(["failure", "invocation"]);
    expect(plain(second).length).toBeGreaterThan(2);
    const sorted = (some: unknown[][]) => some.map((one) => JSON.stringify(one)).sort();
    expect(sorted(await about(first))).toEqual(
      sorted([...logged(first), ...told(fleet.ordersSecond.lines.slice(0, split))]),
    );
    expect(sorted(await about(second))).toEqual(sorted([...logged(second), ...told(ofSecond)]));
    const at = (await ask("request", { REQUEST_ID: second }))
      .map(({ written_at }) => written_at)
      .filter((time) => time !== null);
    expect(at).toEqual([...at].sort());
  });

  it("what Outcrop itself costs", async () => {
    const row = (name: string, ...of: readonly Stream[]) => {
      const overheads = emitted("invocation", ...of).map((line) => line["OverheadMs"] as number);
      const mean = (values: readonly number[]) =>
        expect.closeTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
      const started = (key: string) => mean(emitted("environment", ...of).map((line) => line[key] as number));
      return {
        function_name: name,
        environments: of.length,
        invocations: 2 * of.length,
        mean_overhead_ms: mean(overheads),
        p99_overhead_ms: Math.max(...overheads),
        max_overhead_ms: Math.max(...overheads),
        mean_register_ms: started("register_ms"),
        mean_shim_ms: started("shim_ms"),
        lines: of.flatMap(({ lines }) => lines).length,
        log_bytes: of.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    };
    expect(await ask("cost")).toEqual([
      row("orders", fleet.ordersFirst, fleet.ordersSecond),
      row("billing", fleet.billing),
    ]);
  });

  it("a day that is still to come has no answer", async () => {
    for (const { name, parameters } of questions) {
      const values = Object.fromEntries(parameters.map((parameter) => [parameter, "shared"]));
      expect(await ask(name, { ...values, FROM_DAY: afterwards })).toEqual([]);
    }
  });
});

describe("the parameters of a question", () => {
  it("are put in as literals, whatever they hold", async () => {
    const engine = engines.get("s3-export") as Engine;
    const text = fc
      .oneof(fc.string(), fc.constantFrom("it's", "$&", "'FROM_DAY'", "' OR ''='", "\\'", "--"))
      .map((value) => value.replaceAll("\0", ""));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, day) => {
        const sql = asked("SELECT 'PACKAGE' AS name, 'FROM_DAY' AS day, 'REQUEST_ID' AS kept", {
          PACKAGE: name,
          FROM_DAY: day,
        });
        expect(await engine.rows(sql)).toEqual([{ name, day, kept: "REQUEST_ID" }]);
      }),
    );
  });
});
