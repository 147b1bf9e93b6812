/** Makes a line of what the load-time preload has sampled: once, when its file is there. */
import type { Analysis } from "../core/findings/engine/analysis.ts";
import { decodeLoadProfile, loadProfileName, maxLoadProfileBytes } from "../core/journal/load-profile.ts";
import { journalFolder } from "../core/journal/location.ts";
import type { InitLine } from "../core/telemetry/lines.ts";
import { loadTimeItems, loadTimesOf, maxListed } from "../core/telemetry/load-time.ts";
import type { Host } from "./environment-facts.ts";

export class LoadTimes {
  readonly #host: Pick<Host, "files" | "sysroot">;
  readonly #analysis: Pick<Analysis, "copyOf">;
  readonly #report: (problem: string) => void;
  #isRead = false;

  constructor(
    host: Pick<Host, "files" | "sysroot">,
    analysis: Pick<Analysis, "copyOf">,
    report: (problem: string) => void,
  ) {
    this.#host = host;
    this.#analysis = analysis;
    this.#report = report;
  }

  /** In steps. Null while the file is not there, and after it was read. */
  *reading(): Generator<void, InitLine | null> {
    if (this.#isRead) return null;
    const { files, sysroot } = this.#host;
    const path = `${journalFolder(sysroot)}/${loadProfileName}`;
    const content = files.readFile(path, maxLoadProfileBytes);
    if (content === null) return null;
    this.#isRead = true;
    yield;
    const profile = content.truncated ? null : decodeLoadProfile(new TextDecoder().decode(content.bytes));
    if (profile === null) {
      this.#report(`${path} was not written by Outcrop, or is too long: no load times`);
      return null;
    }
    yield;
    const ours = `${sysroot}/opt/outcrop/`;
    const copyOf = (file: string) => this.#analysis.copyOf(file);
    const { copies, roots } = yield* loadTimesOf(profile, copyOf, (file) => file.startsWith(ours));
    return {
      outcrop: "init",
      init_ms: Math.round(profile.whole / 100) / 10,
      idle_ms: Math.round(profile.idle / 100) / 10,
      function_ms: roots.function,
      layer_ms: roots.layer,
      runtime_ms: roots.runtime,
      node_ms: roots.node,
      other_ms: roots.other,
      outcrop_ms: roots.outcrop,
      copies: loadTimeItems(copies),
      more: Math.max(0, copies.length - maxListed),
    };
  }
}
