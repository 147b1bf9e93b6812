/** The saved queries about cost, log volume and init durations. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../../../cloudwatch/insights/evaluate.ts";
import { type LoadTime, readLoadTimeItems } from "../../../../../core/telemetry/load-time.ts";
import { ask, fleet, jobs, mails, told } from "../asking.ts";
import type { Environment } from "../recorded.ts";

const nameOf = ({ package: name, version }: LoadTime): string =>
  version === null ? name : `${name}@${version}`;

describe("what it costs", () => {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const named = (name: string): Environment[] => fleet.filter((one) => one.name === name);

  it("cost: lines, characters, register and overhead, by function", () => {
    const rows = ask("cost");
    expect(rows.map((row) => row["function_name"]).sort()).toEqual(["jobs", "mails", "orders"]);
    for (const row of rows) {
      const environments = named(row["function_name"] as string);
      const numbers = (type: string, key: string): number[] =>
        environments.flatMap((one) => told(one, type, key) as number[]);
      const overheads = numbers("invocation", "OverheadMs").sort((a, b) => a - b);
      const characters = sum(
        environments.flatMap(({ lines }) => lines.map((line) => JSON.stringify(line).length)),
      );
      expect(row).toEqual({
        function_name: row["function_name"],
        log_characters: characters,
        lines: sum(environments.map(({ lines }) => lines.length)),
        environments: environments.length,
        characters_per_environment: characters / environments.length,
        register_ms_max: Math.max(...numbers("environment", "register_ms")),
        shim_ms_max: Math.max(...numbers("environment", "shim_ms"), ...numbers("shutdown", "shim_ms")),
        overhead_ms_p50: overheads[Math.ceil(overheads.length / 2) - 1],
        overhead_ms_p99: overheads.at(-1),
      });
    }
  });

  it("log-volume: Outcrop's share of each log group", () => {
    const rows = ask("log-volume");
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const events = fleet.flatMap((one) => one.events).filter(({ logGroup }) => logGroup === row["@log"]);
      const ours = sum(
        events.filter(({ message }) => message.includes('"outcrop":"')).map(({ message }) => message.length),
      );
      const all = sum(events.map(({ message }) => message.length));
      expect(row).toEqual({ "@log": row["@log"], outcrop: ours, total: all, percent: (100 * ours) / all });
      expect(ours).toBeLessThan(all);
    }
  });

  it("init-durations: of text and JSON lines alike", () => {
    const inits = (environment: Environment): number[] =>
      environment.events.flatMap(({ message }) => {
        const found = /Init Duration: (\S+) ms|"initDurationMs":([\d.]+)/.exec(message);
        return found ? [Number(found[1] ?? found[2])] : [];
      });
    const rows = ask("init-durations");
    expect(rows.map((row) => row["@log"]).sort()).toEqual([
      "/aws/lambda/jobs",
      "/aws/lambda/mails",
      "/aws/lambda/orders",
    ]);
    for (const row of rows) {
      const durations = fleet
        .filter(({ name }) => row["@log"] === `/aws/lambda/${name}`)
        .flatMap(inits)
        .sort((a, b) => a - b);
      expect(durations).toHaveLength(row["@log"] === "/aws/lambda/orders" ? 3 : 1);
      expect(row).toMatchObject({
        inits: durations.length,
        init_ms_max: durations.at(-1),
        init_ms_p50: durations[Math.ceil(durations.length / 2) - 1],
      });
      expect(row["init_ms_avg"]).toBeCloseTo(sum(durations) / durations.length, 6);
    }
  });

  it("init-by-root, init-by-copy: of functions that measure it", () => {
    const means = (key: string): unknown => told(jobs, "init", key)[0];
    expect(ask("init-by-root")).toEqual([
      {
        function_name: "jobs",
        environments: 1,
        init: means("init_ms"),
        in_function: means("function_ms"),
        in_layers: means("layer_ms"),
        in_runtime: means("runtime_ms"),
        in_node: means("node_ms"),
        waiting: means("idle_ms"),
        in_outcrop: means("outcrop_ms"),
      },
    ]);
    const copies = readLoadTimeItems(String(means("copies"))).map((copy) => copy as LoadTime);
    expect(copies.length).toBeGreaterThan(0);
    const rows = ask("init-by-copy");
    expect(rows.map(({ copy }) => copy).sort()).toEqual(copies.map(nameOf).sort());
    for (const copy of copies) {
      const row = rows.find((one) => one["copy"] === nameOf(copy) && one["total_ms"] === copy.total);
      expect(row).toMatchObject({ environments: 1, from_root: copy.root, self_ms: copy.self });
    }
  });

  it("init-durations: of inits ahead of time and failed ones too, each once", () => {
    const json = (type: string, record: object): string =>
      JSON.stringify({ time: "2026-11-21T12:00:00.000Z", type: `platform.${type}`, record });
    const messages = [
      "INIT_REPORT Init Duration: 100.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError",
      "REPORT RequestId: 0eaa2db0-0d72-484e-b10a-70607ea5fec3\tDuration: 3.00 ms\tBilled Duration: 3 ms\t" +
        "Memory Size: 128 MB\tMax Memory Used: 64 MB",
      "2026-11-21T12:00:00.000Z\t0eaa2db0-0d72-484e-b10a-70607ea5fec3\tINFO\tInit Duration: 9000 ms",
      json("initReport", {
        initializationType: "provisioned-concurrency",
        phase: "init",
        status: "success",
        metrics: { durationMs: 200 },
      }),
      json("initReport", {
        initializationType: "on-demand",
        phase: "init",
        status: "error",
        metrics: { durationMs: 300 },
      }),
      json("initReport", {
        initializationType: "on-demand",
        phase: "init",
        status: "success",
        metrics: { durationMs: 400 },
      }),
      json("report", { status: "success", metrics: { durationMs: 5, initDurationMs: 400 } }),
      json("report", { status: "success", metrics: { durationMs: 5 } }),
    ];
    const [first] = mails.events;
    const events = messages.map((message) => ({ ...(first as LogEvent), message }));
    expect(ask("init-durations", {}, events)).toMatchObject([
      { inits: 4, init_ms_avg: 250, init_ms_p50: 200, init_ms_max: 400 },
    ]);
  });
});
