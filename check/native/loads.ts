/** Whether the native files that code asks for would load, by core's own reading of their bytes. */
import type { EnvironmentWorld } from "../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../core/findings/native/host.ts";
import type { NativeCause } from "../../core/findings/native/native-cause.ts";
import { latentSubject } from "../../core/findings/native/native-subject.ts";
import type { ThreadRecord } from "../../core/journal/records.ts";
import type { PredictedEdge } from "../walk/walk.ts";

/** Of the loaders that a name can be chosen by. */
const systems = new Set([
  ...["aix", "android", "darwin", "freebsd", "macos", "netbsd", "openbsd", "osx", "sunos", "win", "win32"],
  ...["win64", "windows"],
]);
const cpus: Readonly<Record<string, string>> = {
  ...{ x64: "x64", amd64: "x64", x86_64: "x64", arm64: "arm64", aarch64: "arm64" },
  ...{ arm: "arm", armv6: "arm", armv7: "arm", armv7l: "arm", ia32: "ia32", x86: "ia32", i686: "ia32" },
  ...{ ppc64: "ppc64", ppc64le: "ppc64", s390x: "s390x", riscv64: "riscv64", loong64: "loong64" },
};
const foreign = new Set(["wrong-architecture", "wrong-platform", "wrong-libc"]);

export class NativeLoads {
  readonly world: EnvironmentWorld;
  readonly #known = new Map<string, NativeCause | null>();

  constructor(world: EnvironmentWorld, thread: ThreadRecord) {
    this.world = world;
    world.processBegan(hostOf(thread));
  }

  /** Why it does not load; null where it does. */
  causeOf(path: string): NativeCause | null {
    let cause = this.#known.get(path);
    if (cause === undefined) {
      const { world } = this;
      const load = latentSubject(path, world.copyOf(path), "load", { outcome: "failed" });
      cause = world.nativeCauseOf(load);
      this.#known.set(path, cause);
      if (cause === null) world.natives.addLoaded(path);
    }
    return cause;
  }

  /**
   * Whether code chooses the file by its name, which is for another machine: what its own name says, or that
   * of its folders in the package.
   */
  isForOthers(path: string): boolean {
    const { host } = this.world;
    const cause = this.causeOf(path);
    if (host === null || cause === null || !foreign.has(cause.code)) return false;
    const place = path.slice(path.lastIndexOf("/node_modules/") + 1);
    return place
      .toLowerCase()
      .split(/[^a-z0-9_]+/)
      .some((word) => {
        const cpu = cpus[word];
        return systems.has(word) || /musl/.test(word) || (cpu !== undefined && cpu !== host.arch);
      });
  }
}

/** The native file that the edge makes Node load; null for any other edge. */
export function nativeFileOf({ how, resolved }: PredictedEdge): string | null {
  return how === "require" && resolved.kind === "file" && resolved.path.endsWith(".node")
    ? resolved.path
    : null;
}
