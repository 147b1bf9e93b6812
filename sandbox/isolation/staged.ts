/**
 * The fallback: copies of the roots below one temporary directory, which OUTCROP_SYSROOT names.
 * Code that names /opt or /var/task itself does not find them; nothing is read-only; /tmp has no size limit.
 */
import { spawn } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../contract/options.ts";
import { overlay } from "../roots/merge.ts";
import { linkNodePath, type StagedRoots } from "../roots/stage.ts";
import { Holder } from "./holder.ts";
import type { Isolation } from "./isolation.ts";

export async function useStage(settings: Settings, roots: StagedRoots, reason: string): Promise<Isolation> {
  const prefix = roots.directory;
  const at = (path: string): string => prefix + path;
  linkNodePath(settings, roots, prefix);
  overlay(roots.task, at("/var/task"));
  if (roots.opt !== at("/opt")) overlay(roots.opt, at("/opt"));
  for (const [name, source] of Object.entries(roots.runtimeExtra)) {
    rmSync(at(`/var/runtime/${name}`), { recursive: true, force: true });
    overlay(source, at(`/var/runtime/${name}`));
  }
  rmSync(at("/var/lang/sandbox/node"));
  symlinkSync(roots.node, at("/var/lang/sandbox/node"));
  const holder = await Holder.start(roots.directory);
  return {
    kind: "staged",
    reason,
    prefix,
    variables: { OUTCROP_SYSROOT: prefix, TMPDIR: roots.tmp },
    listenerHost: "127.0.0.1",
    hostPath: at,
    spawn([program = "", ...parameters], variables) {
      const child = spawn(program, parameters, {
        cwd: join(prefix, "/var/task"),
        env: variables,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      holder.adopt(child);
      return child;
    },
    close: () => holder.close(),
  };
}
