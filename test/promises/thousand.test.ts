import { afterAll, describe, expect, it } from "vitest";
import { type InvokeResponse, type Sandbox, startSandbox } from "../../sandbox/index.ts";
import {
  type EmittedLine,
  Folders,
  linesOf,
  ofType,
  packageFiles,
  type Tree,
  withLayer,
} from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const count = 100;
const names = Array.from({ length: count }, (_, i) => `lazy-${i}`);
const handler = `
  exports.handler = async ({ load, hang, kill }) => {
    const loaded = load === undefined ? null : require(load);
    if (hang) for (;;);
    if (kill) process.kill(process.pid, 'SIGKILL');
    return loaded;
  };`;
const inFunction = Object.assign(
  { "index.js": handler },
  ...names.filter((_, i) => i % 2 === 0).map((name) => packageFiles("node_modules", name)),
) as Tree;
const inLayer = Object.assign(
  {},
  ...names.filter((_, i) => i % 2 === 1).map((name) => packageFiles("nodejs/node_modules", name)),
) as Tree;

const start = (options: { timeoutMs?: number } = {}): Promise<Sandbox> =>
  startSandbox(withLayer({ task: folders.make(inFunction), layers: [folders.make(inLayer)], ...options }));

const lazyPackages = (lines: readonly EmittedLine[]): string[] =>
  ofType(lines, "resolution")
    .map((line) => String(line["package"]))
    .filter((name) => name.startsWith("lazy-"))
    .sort();

/** Every environment has reported each of its copies once: none lost, none twice. */
function expectEachCopyOnce(lines: readonly EmittedLine[]): void {
  const told = ofType(lines, "resolution").map(({ environment, path }) => `${environment} ${path}`);
  expect(new Set(told).size).toBe(told.length);
}

const idsOf = (responses: readonly InvokeResponse[]): string[] => responses.map(({ requestId }) => requestId);
const toldIds = (lines: readonly EmittedLine[]): unknown[] =>
  ofType(lines, "invocation").map((line) => line["request_id"]);

describe("a thousand invocations", () => {
  it("have one invocation line each, and every copy one resolution line", { timeout: 300_000 }, async () => {
    const sandbox = await start();
    const responses: InvokeResponse[] = [];
    for (let i = 0; i < 1000; i++)
      responses.push(await sandbox.invoke(i % 10 === 0 ? { load: names[i / 10] } : {}));
    await sandbox.shutdown();
    expect(responses.every(({ ok }) => ok)).toBe(true);
    const lines = linesOf(sandbox.logs().extensions["outcrop"]);
    expect(toldIds(lines)).toEqual(idsOf(responses));
    expect(lazyPackages(lines)).toEqual([...names].sort());
    expectEachCopyOnce(lines);
    expect(
      ofType(lines, "invocation").every(
        (line) => line["ended_by"] === "end-mark" && line["failed"] === false,
      ),
    ).toBe(true);
    // How much is loaded is reported when it has changed: with every tenth invocation.
    const told = ofType(lines, "invocation").filter((line) => "LayerModulesLoaded" in line);
    expect(told.map((line) => line["request_id"])).toEqual(idsOf(responses.filter((_, i) => i % 10 === 0)));
    expect(told.at(-1)).toMatchObject({ LayerModulesLoaded: count / 2 });
    expect(ofType(lines, "invocation").at(-1)).toMatchObject({ new_copies: 0, new_findings: 0 });
    expect(ofType(lines, "diagnostic")).toEqual([]);
  });
});

describe.each([
  ["is killed", { kill: true }, "error"],
  ["times out", { hang: true }, "timeout"],
])("an environment that %s in the middle of an invocation", (_, death, status) => {
  it("has reported what was loaded until then, and so has the next one", { timeout: 120_000 }, async () => {
    // The events that do not hang, also those after a reset, must be far from the limit.
    const sandbox = await start({ timeoutMs: status === "timeout" ? 15_000 : 60_000 });
    const events = [
      { load: "lazy-0" },
      { load: "lazy-1", ...death },
      { load: "lazy-2" },
      { load: "lazy-3", ...death },
      { load: "lazy-0" },
    ];
    const responses: InvokeResponse[] = [];
    for (const event of events) responses.push(await sandbox.invoke(event));
    await sandbox.shutdown();
    expect(responses.map((response) => response.status)).toEqual([
      "success",
      status,
      "success",
      status,
      "success",
    ]);
    const lines = linesOf(sandbox.logs().extensions["outcrop"]);
    expect(toldIds(lines)).toEqual(idsOf(responses));
    expect(ofType(lines, "invocation").map((line) => line["failed"])).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(lazyPackages(lines)).toEqual(["lazy-0", "lazy-0", "lazy-1", "lazy-2", "lazy-3"]);
    expectEachCopyOnce(lines);
    expect(new Set(lines.map(({ environment }) => environment)).size).toBe(3);
    expect(ofType(lines, "shutdown")).toHaveLength(3);
  });
});
