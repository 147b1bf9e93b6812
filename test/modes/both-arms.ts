/**
 * Runs a function without and with Outcrop, in one mode, and holds what it answered, printed and ended with
 * against each other.
 */
import { afterAll, expect, test } from "vitest";
import { type RunResult, runFunction, type SandboxOptions } from "../../sandbox/index.ts";
import { outcropLines } from "../support/function-arms.ts";
import { attached, Folders, layer, ofType, packageFiles, type Tree } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";
import { observedOf } from "../support/observed-run.ts";
import type { ModeName } from "./declared.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/** Every test of a mode is made by this, so that the page and the tests name the same. */
export function modeTest(name: ModeName, run: () => Promise<void>): void {
  test(name, run);
}

export const folder = (tree: Tree): string => folders.make(tree);

/** A function that loads one package at init and another when asked to. */
export const plain: Tree = {
  "index.js": `const one = require('one');
    exports.handler = async ({ lazy }) => { console.log('handled'); return [one, lazy && require('lazy')] };`,
  ...packageFiles("node_modules", "one"),
  ...packageFiles("node_modules", "lazy"),
};

export type Line = Readonly<Record<string, unknown>>;

export interface Told {
  readonly bare: RunResult;
  readonly layered: RunResult;
  readonly lines: readonly Line[];
  of(type: string): Line[];
}

/**
 * What Outcrop reported, after all that must be equal was found equal, and the extension found alive to the
 * end of each environment.
 */
export async function bothArms(
  options: SandboxOptions,
  events: readonly unknown[],
  wrapper: Record<string, string> = attached,
): Promise<Told> {
  const common = { timeoutMs: 60_000, initTimeoutMs: 60_000, ...options, events };
  const { AWS_LAMBDA_EXEC_WRAPPER: _, OUTCROP_EXEC_WRAPPER: next, ...rest } = wrapper;
  const bareWrapper = next === undefined ? {} : { AWS_LAMBDA_EXEC_WRAPPER: next };
  const bare = await runFunction({ ...common, env: { ...rest, ...options.env, ...bareWrapper } });
  const layered = await runFunction({
    ...common,
    layers: [...(options.layers ?? []), layer],
    env: { ...options.env, ...wrapper },
  });
  expect(observedOf(layered)).toEqual(observedOf(bare));
  expect(layered.responses).toHaveLength(events.length);
  const extensions = layered.exits.filter(({ role }) => role === "extension");
  expect(extensions.map(({ code, during }) => ({ code, during }))).toEqual(
    layered.shutdowns.map(() => ({ code: 0, during: "shutdown" })),
  );
  const lines = outcropLines(layered);
  expect(lines.flatMap(schemaProblems)).toEqual([]);
  return { bare, layered, lines, of: (type) => ofType(lines, type) };
}

/** The lines of an environment in which all went as it should. */
export function expectEverything({ layered, of }: Told, packages: readonly string[] = ["one"]): void {
  expect(of("environment")).toHaveLength(1);
  expect(of("environment")[0]?.["shim_start_ms"]).toBeGreaterThan(0);
  const told = of("invocation");
  expect(told.map((line) => line["request_id"])).toEqual(layered.responses.map(({ requestId }) => requestId));
  expect(told.every((line) => line["ended_by"] === "end-mark")).toBe(true);
  const copies = of("resolution").map((line) => line["package"]);
  for (const name of packages) expect(copies.filter((copy) => copy === name)).toEqual([name]);
  expect(of("shutdown")).toHaveLength(1);
  expect(of("diagnostic")).toEqual([]);
}
