/** The `environment` line: what this execution environment is, and what Outcrop has cost it up to now. */

import type { FileSystem } from "../core/file-system.ts";
import type { Coverage, EnvironmentLine } from "../core/telemetry/lines.ts";
import type { Observation } from "./observation.ts";

export interface Host {
  readonly files: FileSystem;
  readonly sysroot: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly registerMs: number;
}

/** The build writes it into the bundle. */
const version = process.env["OUTCROP_VERSION"] ?? "0.0.0";

/**
 * Where each root keeps packages (Lambda developer guide, packaging layers; `/var/runtime/node_modules` is
 * the managed SDK).
 */
const packageFolders = {
  function: ["/var/task/node_modules"],
  layer: ["/opt/nodejs/node_modules"],
  runtime: ["/var/runtime/node_modules"],
} as const;

/** A layer's folders for single Node lines, such as `nodejs/node22`. Future lines are included. */
function lineFolders(files: FileSystem, sysroot: string): string[] {
  const names = files.readDir(`${sysroot}/opt/nodejs`, 1_000) ?? [];
  return names.filter((name) => /^node\d{1,4}$/.test(name)).map((name) => `/opt/nodejs/${name}/node_modules`);
}

export function environmentLine(
  { files, sysroot, env, registerMs }: Host,
  observation: Observation,
  code: { readonly coverage: Coverage; readonly bundleMaps: readonly string[] },
): EnvironmentLine {
  const { main, shimMs } = observation;
  const memory = Number(env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
  const holdsPackages = (folders: readonly string[]): boolean =>
    folders.some((folder) => files.stat(sysroot + folder)?.kind === "directory");
  const folders = { ...packageFolders, layer: [...packageFolders.layer, ...lineFolders(files, sysroot)] };
  return {
    outcrop: "environment",
    outcrop_version: version,
    node_version: main?.node ?? null,
    arch: main?.arch ?? process.arch,
    memory_mb: Number.isSafeInteger(memory) && memory > 0 ? memory : null,
    initialization_type: env["AWS_LAMBDA_INITIALIZATION_TYPE"] ?? "unknown",
    coverage: code.coverage,
    bundle_maps: code.bundleMaps.join(" "),
    roots: Object.entries(folders)
      .filter(([, paths]) => holdsPackages(paths))
      .map(([root]) => root)
      .join(" "),
    wrappers: [env["AWS_LAMBDA_EXEC_WRAPPER"], env["OUTCROP_EXEC_WRAPPER"]].filter(Boolean).join(" "),
    register_ms: Math.round(registerMs * 1000) / 1000,
    shim_start_ms: main?.startMs ?? null,
    shim_ms: shimMs,
  };
}

export function environmentMessage(line: EnvironmentLine): string {
  const node = line.node_version ?? "(no shim: is AWS_LAMBDA_EXEC_WRAPPER set?)";
  return `Outcrop ${line.outcrop_version} observes Node ${node} on ${line.arch}`;
}
