/** A run of a function that counts its invocations, with extensions. */
import type { RunOptions, RunResult } from "../../sandbox/index.ts";
import { folder } from "./folders.ts";
import { runFunction } from "./patient.ts";

export const echo = folder({
  "index.js": "let n = 0; exports.handler = async (event) => ({ event, n: ++n });",
});

export const run = (layers: string[], options: Partial<RunOptions> = {}): Promise<RunResult> =>
  runFunction({ task: echo, layers, events: [{}], ...options });
