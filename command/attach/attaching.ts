/** Attaching, as a step from what a function is now. */
import { attached } from "./attached.ts";
import type { Deployed } from "./deployed.ts";
import { detached } from "./detached.ts";
import type { Layer } from "./layer.ts";
import { type AttachRecord, earlierOf, type RecordEntry } from "./record.ts";
import { chainVariable, isVersionOf, type Settings, sameSettings, variableOf } from "./settings.ts";
import type { Steps } from "./steps.ts";
import { updatable } from "./updatable.ts";
import { skip, type Verdict } from "./verdict.ts";

const maxLayers = 5;
/** Lambda measures them as JSON; its error quotes what it measured. */
const maxVariableBytes = 4096;
/** Unpacked, function and layers together (Lambda quotas). Packed they are smaller, so over it is over it. */
const maxBytes = 262_144_000;

export class Attaching implements Steps {
  readonly #layer: Layer;
  readonly #record: AttachRecord;
  /** As they were before this run. */
  readonly #found = new Map<string, RecordEntry | null>();

  constructor(layer: Layer, record: AttachRecord) {
    this.#layer = layer;
    this.#record = record;
  }

  next(now: Deployed): Verdict {
    const { settings } = now;
    const misfit = misfitOf(now);
    if (misfit !== null) return misfit;
    if (now.unreadable !== null)
      return skip(
        "variables-unreadable",
        `its variables cannot be read (${now.unreadable}), and would be lost`,
      );
    const unfinished = this.#unfinished(now);
    if (unfinished !== null) return { kind: "change", does: "put back", to: unfinished };
    const to = attached(settings, this.#layer);
    if (sameSettings(settings, to)) return { kind: "none", why: "attached already" };
    // An update of a run that was ended failed, and is repeated.
    const isOwn = this.#record.entry(now.arn)?.state === "changing";
    const state = isOwn ? { ...now, lastUpdate: "Successful" } : now;
    return updatable(state) ?? this.#limits(now, to) ?? { kind: "change", does: this.#does(settings), to };
  }

  /** The update of a run that was ended before it could put the function back. */
  #unfinished({ arn, lastUpdate, settings }: Deployed): Settings | null {
    const entry = this.#record.entry(arn);
    if (lastUpdate !== "Failed" || entry?.state !== "changing") return null;
    if (!settings.layers.some((layer) => entry.given.includes(layer))) return null;
    return detached(settings, this.#layer.name, entry);
  }

  #limits(now: Deployed, to: Settings): Verdict | null {
    if (to.layers.length > Math.max(maxLayers, now.settings.layers.length))
      return skip("five-layers", "has five layers, and Lambda allows no more");
    const bytes = Buffer.byteLength(JSON.stringify(to.variables));
    if (bytes > maxVariableBytes)
      return skip(
        "variables-too-large",
        `its variables would have ${bytes} bytes; Lambda takes ${maxVariableBytes}`,
      );
    const replaced = now.settings.layers
      .filter((arn) => isVersionOf(this.#layer.name, arn))
      .reduce((sum, arn) => sum + (now.layerBytes[arn] ?? 0), 0);
    if (now.packedBytes - replaced + this.#layer.bytes > maxBytes)
      return skip("too-large", "its code and layers are over Lambda's 250 MB already as packed");
    return null;
  }

  #does({ layers }: Settings): "attach" | "replace" {
    return layers.some((arn) => isVersionOf(this.#layer.name, arn) && arn !== this.#layer.arn)
      ? "replace"
      : "attach";
  }

  before({ arn, settings }: Deployed, to: Settings): void {
    const entry = this.#record.entry(arn);
    if (!this.#found.has(arn)) this.#found.set(arn, entry);
    // An update of what an earlier run attached: what was before that run is what was.
    const isOurs =
      entry !== null &&
      entry.state !== "detached" &&
      settings.layers.some((layer) => entry.given.includes(layer));
    this.#record.keep(arn, {
      state: "changing",
      before: isOurs ? entry.before : earlierOf(settings),
      given: [...new Set([...(isOurs ? entry.given : []), this.#layer.arn])],
      chained: variableOf(to, chainVariable),
    });
  }

  done({ arn }: Deployed): void {
    const entry = this.#record.entry(arn);
    if (entry?.state === "changing") this.#record.note(arn, { ...entry, state: "attached" });
  }

  undo(arn: string, now: Settings): Settings {
    const entry = this.#record.entry(arn);
    return entry === null ? now : detached(now, this.#layer.name, entry);
  }

  undone(arn: string): void {
    const entry = this.#record.entry(arn);
    if (this.#found.has(arn)) this.#record.note(arn, this.#found.get(arn) ?? null);
    else if (entry !== null) this.#record.note(arn, { ...entry, state: "detached" });
  }
}

/** What Outcrop cannot run in, whatever else is true of the function. */
function misfitOf({ isReplica, isImage, runtime }: Deployed): Verdict | null {
  if (isReplica) return skip("replica", "is a replica of Lambda@Edge, which has no layers and no variables");
  if (isImage) return skip("image", "is a container image, which has no layers");
  const [, major] = /^nodejs(\d*)/.exec(runtime ?? "") ?? [];
  if (major === undefined) return skip("other-runtime", `its runtime is ${runtime}, which is not Node`);
  if (Number(major) < 22)
    return skip("old-runtime", `its runtime is ${runtime}; Outcrop needs nodejs22.x or newer`);
  return null;
}
