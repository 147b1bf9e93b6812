/**
 * The whole demo but its words: the roots are installed, the function runs with Outcrop's layer on top of the
 * two teams' layers.
 */

import { fileURLToPath } from "node:url";
import { layerZip } from "../../core/own-files.ts";
import { type RunResult, runFunction, type SandboxOptions } from "../index.ts";
import { logPayload } from "../log-payload.ts";
import type { Deployed } from "./deployed.ts";
import { install } from "./install.ts";
import { lockFunction, packLayer } from "./locked-build.ts";
import { demoInvokes, demoLayers, demoRoots, type RootName } from "./scenario.ts";
import { readTelemetry, type Telemetry, withoutStage } from "./telemetry.ts";

export interface Play {
  readonly result: RunResult;
  /** What Outcrop wrote, as it wrote it. */
  readonly log: string;
  readonly telemetry: Telemetry;
  /** The log stream, as a subscription's payload. */
  readonly payload: object;
  /** What was deployed. */
  readonly deployed: Deployed;
}

const place = { functionName: "orders", logStream: "2026/11/20/[$LATEST]0f1e2d3c4b5a69788796a5b4c3d2e1f0" };

export type PlayOptions = Pick<SandboxOptions, "node" | "isolation" | "client"> & {
  /** Samples the init, which costs it some milliseconds. */
  readonly loadTime?: boolean;
};

/** @param progress gets one line for each step. */
export async function play(
  { loadTime = false, ...options }: PlayOptions,
  progress: (line: string) => void,
): Promise<Play> {
  const directories = await installRoots(progress);
  const layers = await Promise.all(demoLayers.map(([root, name]) => packLayer(directories[root], name)));
  await lockFunction(directories.function, layers);
  progress(`outcrop lock: ${demoLayers.map(([, { name, version }]) => `${name}:${version}`).join(", ")}`);
  progress(`invoking the function ${demoInvokes.length} times in the local Lambda …`);
  const result = await runFunction({
    ...options,
    task: directories.function,
    layers: [...layers, fileURLToPath(layerZip)],
    runtime: directories.runtime,
    events: demoInvokes.map(({ event }) => event),
    env: {
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
      ...(loadTime ? { OUTCROP_LOAD_TIME: "1" } : {}),
    },
    ...place,
    memoryMb: 512,
    timeoutMs: 20_000,
    notice: progress,
  });
  const log = result.logs.extensions["outcrop"] ?? "";
  return {
    result,
    log,
    telemetry: readTelemetry(withoutStage(log)),
    payload: logPayload(place, result.logs.stream),
    deployed: { function: directories.function, layers, runtime: directories.runtime },
  };
}

async function installRoots(progress: (line: string) => void): Promise<Record<RootName, string>> {
  const installed = await Promise.all(
    demoRoots.map(async (root) => {
      const start = performance.now();
      const { directory, fresh } = await install(root);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      progress(`${root.name}: ${fresh ? `npm ci took ${seconds} s` : "installed by an earlier run"}`);
      return [root.name, directory] as const;
    }),
  );
  return Object.fromEntries(installed) as Record<RootName, string>;
}
