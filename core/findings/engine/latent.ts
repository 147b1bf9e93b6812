/**
 * Native files that were not loaded yet, and that will be when their time comes:
 * 1. of each loaded copy, the file its loader would choose on this host (core/native/choice). The files for
 *    other hosts next to it are legal and inert. Where it would choose none of those it has, the nearest.
 * 2. in the folders that are on PATH and on the library path of each function, in `bin` of the function, and
 *    among the extensions (Lambda developer guide, packaging layers): libraries by their name, programs by
 *    their first bytes. A file is looked at once, by whichever name it is reached.
 * Those whose first bytes are wrong come first, then small ones before large ones: a limit that ends the
 * inspection ends it at the costliest files.
 */

import type { CopyRef } from "../../layout/copy-ref.ts";
import type { OnProblem } from "../../layout/problem.ts";
import { nativeChoices } from "../../native/choice/choose.ts";
import type { LoaderHost } from "../../native/choice/loader.ts";
import { rejectedBy } from "../../native/choice/rejected.ts";
import { identifyFile } from "../../native/identify.ts";
import { systemLibc } from "../../native/libc.ts";
import type { Host } from "../native/host.ts";
import { latentSubject, type NativeSubject } from "../native/native-subject.ts";
import type { World } from "../rule/world.ts";
import { LatentBudget } from "./latent-budget.ts";
import { isLibraryName, programsIn } from "./programs.ts";

const maxNames = 256;
/** Found before any of them is judged. */
const maxCandidates = 1_000;

export type Fate = "ends" | "caught";

export interface Inspection {
  /** An environment variable of the function; null when unset or empty. */
  variable(name: string): string | null;
  /**
   * Known only where loads are foretold: what becomes of the code where the copy at this path cannot load its
   * native file. `ends`: its error ends an init or an invocation. `caught`: some code catches it.
   */
  fate?(copy: string): Fate | null;
  /** CPU time that this process has used so far. */
  cpuMs(): number;
}

export interface Latent extends Inspection {
  readonly world: World;
  bytesRead(): number;
  /** Reported when the budget is exhausted. */
  readonly onProblem: OnProblem;
  /** The copies loaded so far. */
  readonly copies: Iterable<CopyRef>;
  /** Whether a load of this file was seen. */
  seen(path: string): boolean;
  /** Whether some native file of the copy was loaded. */
  served(copy: CopyRef): boolean;
  /** Whether an error that ended something came through the copy's code. */
  harmed(copy: CopyRef): boolean;
}

interface Candidate {
  readonly subject: NativeSubject;
  /** 0 where the first bytes alone are wrong, else 1. */
  readonly order: number;
  readonly size: number;
}

/**
 * Null where a look found nothing, for the caller to stop at. Ends early when the budget is exhausted.
 */
export function* latentFiles(latent: Latent): Generator<NativeSubject | null, void> {
  const { world } = latent;
  const { host } = world;
  if (host?.platform !== "linux") return;
  const candidates = new Map<string, Candidate>();
  for (const files of [chosen(latent, host), inFolders(latent)]) {
    for (const subject of files) {
      if (subject !== null && !candidates.has(subject.path) && candidates.size < maxCandidates)
        candidates.set(subject.path, candidateOf(subject, host, world));
      yield null;
    }
  }
  if (candidates.size === 0) return;
  // Reads what the process itself is linked to, once, whatever is inspected.
  world.natives.prepare();
  yield null;
  const budget = new LatentBudget(latent);
  const inOrder = [...candidates.values()].sort((a, b) => a.order - b.order || a.size - b.size);
  for (const { subject } of inOrder) {
    const limit = budget.exhausted;
    if (limit !== null) {
      latent.onProblem({
        path: "native files",
        what: `that were not loaded yet were inspected only until ${limit} were spent`,
      });
      return;
    }
    budget.take();
    yield subject;
  }
}

function candidateOf(subject: NativeSubject, host: Host, world: World): Candidate {
  const sound = fits(subject.path, host, world);
  return { subject, order: sound ? 1 : 0, size: world.files.stat(subject.path)?.size ?? 0 };
}

function* chosen(latent: Latent, host: Host): Generator<NativeSubject | null, void> {
  const { world, copies, seen, served, harmed, variable } = latent;
  const loaderHost: LoaderHost = { ...host, libc: systemLibc(world.files), variable };
  for (const copy of copies) {
    const manifest = world.packages.read(copy.path);
    if (manifest === null) continue;
    const native = { path: copy.path, manifest };
    const fate = latent.fate?.(copy.path) ?? null;
    const choices = nativeChoices(native, loaderHost, world);
    for (const { files, fallsThrough, use } of choices) {
      const [path, ...others] = files;
      if (path === undefined || files.some(seen)) continue;
      const recovered = served(copy) || (fallsThrough && others.some((other) => fits(other, host, world)));
      yield latentSubject(path, world.copyOf(path), use, {
        ...(fate === "ends" && use === "load" && { outcome: "failed" }),
        recovered,
        sole: others.length === 0 && fate !== "caught",
      });
    }
    const none = choices.length > 0 || served(copy) ? null : rejectedBy(native, loaderHost, world);
    if (none !== null && !seen(none.nearest)) {
      yield latentSubject(none.nearest, copy, "load", {
        outcome: "none-fits",
        offered: none.offered,
        survived: fate === "caught" || (fate === null && !harmed(copy)),
      });
    }
    yield null;
  }
}

/** By the header alone: enough to say that a loader which tries several will not end at the first. */
function fits(path: string, host: Host, { files }: World): boolean {
  const identity = identifyFile(path, files);
  return identity.format === "elf" && identity.arch === host.arch;
}

function* inFolders({ world, seen }: Latent): Generator<NativeSubject | null, void> {
  const { layer, function: task } = world.roots;
  for (const folder of [
    `${layer}/bin`,
    `${layer}/lib`,
    `${layer}/extensions`,
    `${task}/bin`,
    `${task}/lib`,
  ]) {
    for (const path of librariesIn(folder, world))
      yield path === null || seen(path) ? null : latentSubject(path, world.copyOf(path), "load");
    if (folder.endsWith("/lib")) continue;
    for (const path of programsIn(folder, world))
      yield path === null || seen(path) ? null : latentSubject(path, world.copyOf(path), "run");
  }
}

function* librariesIn(folder: string, { files, roots }: World): Generator<string | null, void> {
  for (const name of files.readDir(folder, maxNames) ?? []) {
    // In a function's own folders, an addon's name says which machine it is for, and code chooses by it.
    const isLibrary = isLibraryName(name) && !(name.endsWith(".node") && folder.startsWith(roots.function));
    const path = isLibrary ? files.realpath(`${folder}/${name}`) : null;
    yield path !== null && files.stat(path)?.kind === "file" ? path : null;
  }
}
