/**
 * Native files that were not loaded yet, and that will be when their time comes:
 * 1. of each loaded copy, the file its loader would choose on this host (core/native/choice). The files for
 *    other hosts beside it are legal and inert.
 * 2. in the folders a layer puts on PATH and on the library path, and among the extensions (Lambda developer
 *    guide, packaging layers): libraries by their name, programs by their first bytes. Scripts and Windows'
 *    own names do not count. A file is looked at once, by whichever name it is reached.
 */

import type { CopyRef } from "../../layout/copy-ref.ts";
import { lastSegment } from "../../layout/paths.ts";
import type { OnProblem } from "../../layout/problem.ts";
import { nativeChoices } from "../../native/choice/choose.ts";
import type { LoaderHost } from "../../native/choice/loader.ts";
import { IDENTIFY_BYTES, identify } from "../../native/identify.ts";
import type { Host } from "../native/host.ts";
import type { NativeSubject } from "../native/native-subject.ts";
import type { World } from "../rule/world.ts";
import { LatentBudget } from "./latent-budget.ts";

const MAX_NAMES = 256;
const LIBRARY = /\.(?:so(?:\.\d+)*|node)$/;
const FOR_WINDOWS = /\.(?:exe|dll)$/i;

export interface Inspection {
  /** An environment variable of the function; null when unset or empty. */
  variable(name: string): string | null;
  /** CPU time that this process has used so far. */
  cpuMs(): number;
}

export interface Latent extends Inspection {
  readonly world: World;
  bytesRead(): number;
  /** Told when the budget is exhausted. */
  readonly onProblem: OnProblem;
  /** The copies loaded so far. */
  readonly copies: Iterable<CopyRef>;
  /** Whether a load of this file was seen. */
  seen(path: string): boolean;
  /** Whether some native file of the copy was loaded. */
  served(copy: CopyRef): boolean;
}

/**
 * Each is looked up only when it is asked for; null where a look found nothing. Ends early when the budget is
 * exhausted.
 */
export function* latentFiles(latent: Latent): Generator<NativeSubject | null, void> {
  const { host } = latent.world;
  if (host?.platform !== "linux") return;
  const budget = new LatentBudget(latent);
  const known = new Set<string>();
  for (const files of [chosen(latent, host), inLayers(latent)]) {
    for (const file of files) {
      const limit = budget.exhausted;
      if (limit !== null) {
        latent.onProblem({
          path: "native files",
          what: `that were not loaded yet were inspected only until ${limit} were spent`,
        });
        return;
      }
      const isNew = file !== null && !known.has(file.path);
      if (isNew) {
        known.add(file.path);
        budget.take();
      }
      yield isNew ? file : null;
    }
  }
}

/** Null where nothing was found, for the budget to be asked. */
function* chosen(
  { world, copies, seen, served, variable }: Latent,
  host: Host,
): Generator<NativeSubject | null, void> {
  const loaderHost: LoaderHost = {
    ...host,
    libc: world.files.stat("/etc/alpine-release") === null ? "glibc" : "musl",
    variable,
  };
  for (const copy of copies) {
    const manifest = world.packages.read(copy.path);
    if (manifest === null) continue;
    for (const { files, fallsThrough, use } of nativeChoices(
      { path: copy.path, manifest },
      loaderHost,
      world,
    )) {
      const [path, ...others] = files;
      if (path === undefined || files.some(seen)) continue;
      const recovered = served(copy) || (fallsThrough && others.some((other) => fits(other, host, world)));
      yield {
        path,
        copy: world.copyOf(path),
        outcome: "latent",
        use,
        message: null,
        recovered,
        sole: others.length === 0,
      };
    }
    yield null;
  }
}

/** By the header alone: enough to say that a loader which tries several will not end at the first. */
function fits(path: string, host: Host, { files }: World): boolean {
  const identity = identify(files.readFile(path, IDENTIFY_BYTES)?.bytes ?? new Uint8Array());
  return identity.format === "elf" && identity.arch === host.arch;
}

function* inLayers({ world, seen }: Latent): Generator<NativeSubject | null, void> {
  const { layer } = world.roots;
  for (const folder of [`${layer}/bin`, `${layer}/lib`, `${layer}/extensions`]) {
    for (const name of world.files.readDir(folder, MAX_NAMES) ?? []) {
      const path = world.files.realpath(`${folder}/${name}`);
      if (path === null || seen(path)) continue;
      const use = LIBRARY.test(name) ? "load" : "run";
      const native =
        use === "load"
          ? world.files.stat(path)?.kind === "file"
          : !folder.endsWith("/lib") && isProgram(path, world);
      yield native
        ? {
            path,
            copy: world.copyOf(path),
            outcome: "latent",
            use,
            message: null,
            recovered: false,
            sole: false,
          }
        : null;
    }
  }
}

function isProgram(path: string, { files }: World): boolean {
  if (FOR_WINDOWS.test(lastSegment(path))) return false;
  const content = files.readFile(path, IDENTIFY_BYTES);
  if (content === null) return false;
  const { format } = identify(content.bytes);
  return format !== "text" && format !== "unknown" && format !== "empty";
}
