/** The launcher on a fake Lambda, next to a test that writes what a shim would. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect } from "vitest";
import type { ResolutionRecord } from "../../core/journal/records.ts";
import { ActingShim } from "../support/acting-shim.ts";
import { LambdaApi, type RunningExtension } from "../support/lambda-api.ts";
import { ofType } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";

export let api: LambdaApi;
afterEach(() => api.stop());

export const shutdown = () => ({
  eventType: "SHUTDOWN",
  shutdownReason: "spindown",
  deadlineMs: Date.now() + 600_000,
});

/**
 * Milliseconds before the deadline: in `none` nothing may be begun, in `little` some steps may be done, but
 * events not be handed over.
 */
export const none = 50;
export const little = 200;
export const plenty = 60_000;

export const childrenOf = ({ process: { pid } }: RunningExtension): string =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();

let asked = 1;

export async function startApi(): Promise<void> {
  api = await LambdaApi.start();
  asked = 1;
}

/** When the extension has asked for the next event once more. */
export async function askedAgain(): Promise<void> {
  await api.received("/next", ++asked);
}

export async function invoke(shim: ActingShim, requestId: string, leftMs: number): Promise<void> {
  api.send({ eventType: "INVOKE", requestId, deadlineMs: Date.now() + leftMs });
  shim.mark(requestId);
  await askedAgain();
}

/** Invokes until the lines have so many invocations. Node takes over while they go on, and needs its time. */
export async function untilTold(
  [extension, shim]: readonly [RunningExtension, ActingShim],
  prefix: string,
  count = 1,
): Promise<void> {
  for (let i = 0; told(extension).length < count && i < 190; i++) {
    await invoke(shim, `${prefix}${i}`, plenty);
    if (told(extension).length < count) await sleep(20);
  }
}

export async function launch(
  env: Readonly<Record<string, string>> = {},
  script?: string,
): Promise<[RunningExtension, ActingShim]> {
  await startApi();
  const extension = api.launchExtension(env, script === undefined ? {} : { script });
  await api.received("/next");
  return [extension, new ActingShim(api.sysroot)];
}

/** Packages of the function, each loaded by its entry point. */
export function packages(from: number, to: number): ResolutionRecord[] {
  return Array.from({ length: to - from }, (_, i) => {
    const folder = join(api.sysroot, `var/task/node_modules/p${from + i}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `p${from + i}`, version: "1.0.0" }));
    const importer = join(api.sysroot, "var/task/index.js");
    return {
      tag: "resolution",
      thread: 0,
      how: "require",
      specifier: `p${from + i}`,
      importer,
      path: `${folder}/index.js`,
    };
  });
}

export async function end(extension: RunningExtension, shutdownReason = "spindown"): Promise<void> {
  api.send({ ...shutdown(), shutdownReason });
  expect(await extension.exit).toEqual({ code: 0, signal: null });
  expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
}

export const told = (extension: RunningExtension): (readonly [unknown, unknown])[] =>
  ofType(extension.lines, "invocation").map(({ request_id, ended_by }) => [request_id, ended_by] as const);
export const diagnostics = ({ lines }: RunningExtension): unknown[] =>
  lines.flatMap(({ outcrop, message }) => (outcrop === "diagnostic" ? [message] : []));
