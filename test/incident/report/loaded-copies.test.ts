import { describe, expect, it } from "vitest";
import type { Copy, Environment, ObservedFinding } from "../../../incident/model/model.ts";
import { copiesInLogs } from "../../../incident/report/loaded-copies.ts";

const copy = (name: string, version: string | null, path = `/opt/nodejs/node_modules/${name}`): Copy => ({
  package: name,
  version,
  root: path.startsWith("/opt/") ? "layer" : "function",
  path,
  link: null,
  importer: null,
  specifier: null,
  how: "require",
  origin: null,
});

function environment(last: number, copies: readonly Copy[], more: Partial<Environment> = {}): Environment {
  return {
    id: `${last}`,
    functionName: "orders",
    functionVersion: "7",
    logGroup: null,
    logStream: null,
    runtimeVersion: null,
    runtimeVersionArn: null,
    facts: null,
    first: 0,
    last,
    loads: [
      {
        fingerprint: "",
        codeFingerprints: [],
        copies,
        since: 0,
        until: last,
        invocations: 1,
        failed: 0,
        origin: null,
      },
    ],
    findings: [],
    invocations: 1,
    failed: 0,
    shutdown: null,
    ...more,
  };
}

function finding(winner: Copy, loser: Copy): ObservedFinding {
  const origin = { file: "x", line: 1, logStream: null, at: null, text: "" };
  return { finding: { winner, loser } as never, message: "", fix: "", docs: "", at: 0, origin };
}

describe("what functions loaded", () => {
  it("has the layers that the lines name", () => {
    const [a, b] = [copy("a", "1.0.0"), copy("b", "1.0.0")];
    const loser = { ...copy("c", "2.0.0"), layer: "base:3" };
    const loaded = environment(1, [{ ...a, layer: "utils:7" }, b], { findings: [finding(b, loser)] });
    const [found] = copiesInLogs([loaded]);
    expect(found?.copies.map(({ name, layer }) => [name, layer])).toEqual([
      ["a", "utils:7"],
      ["b", null],
      ["c", "base:3"],
    ]);
  });

  it("is what all environments of the newest version loaded", () => {
    const [found, ...others] = copiesInLogs([
      environment(3, [
        copy("a", "1.0.1"),
        copy("(layer)", null, "/opt"),
        copy("orders", "1.0.0", "/var/task"),
      ]),
      environment(2, [copy("a", "1.0.0"), copy("b", "2.0.0")]),
      environment(1, [copy("old", "1.0.0")], { functionVersion: "6" }),
    ]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ functionName: "orders", functionVersion: "7", at: 3 });
    expect(found?.copies.map(({ name, version, loaded }) => [name, version, loaded])).toEqual([
      ["a", "1.0.1", "true"],
      ["b", "2.0.0", "true"],
    ]);
  });

  it("is kept for each function alone", () => {
    const found = copiesInLogs([
      environment(1, [copy("a", "1.0.0")]),
      environment(2, [], { functionName: "billing" }),
    ]);
    expect(found.map(({ functionName, copies }) => [functionName, copies.length])).toEqual([
      ["orders", 1],
      ["billing", 0],
    ]);
  });

  it("has a copy that lost, which was not loaded, and the one that won", () => {
    const [won, lost] = [copy("zod", "3.0.0"), copy("zod", "4.0.0", "/var/task/node_modules/zod")];
    const findings = [
      finding(won, lost),
      finding(won, lost),
      finding(copy("orders", "1", "/var/task"), lost),
    ];
    const [found] = copiesInLogs([environment(1, [won], { findings })]);
    expect(found?.copies).toMatchObject([
      { path: won.path, loaded: "true", techniques: ["instrumentation"], over: [lost.path], under: [] },
      { path: lost.path, loaded: "false", techniques: ["manifest-analysis"], over: [], under: [won.path] },
    ]);
  });
});
