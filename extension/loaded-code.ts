/** What Outcrop reads of the code that was loaded: the contents of bundles, and the bytes of own files. */

import { FoundBundles } from "../core/findings/engine/found-bundles.ts";
import type { ResolutionRecord } from "../core/journal/records.ts";
import type { Problem } from "../core/layout/problem.ts";
import type { Coverage } from "../core/telemetry/lines.ts";
import type { Host } from "./environment-facts.ts";
import type { Observation } from "./observation.ts";
import { OwnCode } from "./own-code.ts";

/** The largest part of a file that is read at once. */
export const maxPartBytes = 72 * 1024;

export class LoadedCode {
  readonly #observation: Observation;
  readonly #sysroot: string;
  readonly #bundles: FoundBundles;
  readonly #own: OwnCode;

  constructor(
    { files, sysroot }: Pick<Host, "files" | "sysroot">,
    observation: Observation,
    onProblem: (problem: Problem) => void,
  ) {
    this.#observation = observation;
    this.#sysroot = sysroot;
    this.#bundles = new FoundBundles(files, observation.analysis, onProblem);
    this.#own = new OwnCode(files, observation.analysis, sysroot);
  }

  /** In steps, before the lines about these are written: what they say does not change afterwards. */
  *reading(resolutions: readonly ResolutionRecord[]): Generator<void, void> {
    const folder = this.#observation.main?.taskRoot || `${this.#sysroot}/var/task`;
    yield* this.#bundles.reading(resolutions, folder);
    yield* this.#own.reading(resolutions);
  }

  get coverage(): Coverage {
    if (this.#observation.main === null) return "none";
    return this.#bundles.found > 0 ? "bundled" : "full";
  }

  /** The files that say what is in the bundles. */
  get bundleMaps(): readonly string[] {
    return this.#bundles.maps;
  }

  /** As the lines have them. */
  fingerprints(): { readonly fingerprint: string; readonly packages_fingerprint: string } {
    const packages = this.#observation.analysis.fingerprint();
    return { fingerprint: this.#own.fingerprint(packages), packages_fingerprint: packages };
  }
}
