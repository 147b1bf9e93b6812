import type { FileSystem } from "../../file-system.ts";
import { CopyFinder } from "../../layout/copy.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { Folders } from "../../layout/folders.ts";
import { HiddenLocks } from "../../layout/hidden-lock.ts";
import { MemoFiles } from "../../layout/memo-files.ts";
import { PackageReader } from "../../layout/package-json.ts";
import type { OnProblem } from "../../layout/problem.ts";
import { type Layout, Roots } from "../../layout/roots.ts";
import type { LayerNames } from "../../lock/layer-names.ts";
import { policyFor } from "../../native/policy/lambda-policies.ts";
import type { Host } from "../native/host.ts";
import { causeOf, type NativeCause } from "../native/native-cause.ts";
import type { NativeSubject } from "../native/native-subject.ts";
import { Natives } from "../native/natives.ts";
import { SameBytes } from "../rule/same-bytes.ts";
import { SquashSigns } from "../rule/squash-signs.ts";
import { Usage } from "../rule/usage.ts";
import type { World } from "../rule/world.ts";
import { readLayerNames } from "./layer-files.ts";

const maxRemembered = 20_000;

/** The look-ups of one environment, sharing one memory of the file system. */
export class EnvironmentWorld implements World {
  readonly files: FileSystem;
  readonly folders: Folders;
  readonly packages: PackageReader;
  readonly sameBytes: SameBytes;
  readonly usage = new Usage();
  readonly squashSigns: SquashSigns;
  readonly natives: Natives;
  readonly #layout: Layout;
  readonly #onProblem: OnProblem;
  readonly #functionName: string | null;
  #layers: LayerNames | null | undefined;
  #roots: Roots;
  #copies: CopyFinder;
  #host: Host | null = null;
  readonly #nativeCauses = new WeakMap<NativeSubject, NativeCause | null>();
  readonly #refs = new Map<string, CopyRef>();

  /** @param functionName as the lock may have it; null leaves locks and manifests unread */
  constructor(files: FileSystem, layout: Layout, onProblem: OnProblem, functionName: string | null = null) {
    this.files = new MemoFiles(files);
    this.folders = new Folders(this.files);
    this.packages = new PackageReader(this.files, onProblem);
    this.sameBytes = new SameBytes(this.files);
    this.squashSigns = new SquashSigns(this, new HiddenLocks(this.files));
    this.natives = new Natives({
      files: this.files,
      sysroot: layout.sysroot,
      libraryPath: layout.libraryPath,
      policy: policyFor(layout.runtime ?? null),
      rootsOnly: layout.rootsOnly === true,
    });
    this.#layout = layout;
    this.#onProblem = onProblem;
    this.#functionName = functionName;
    this.#roots = new Roots(layout);
    this.#copies = new CopyFinder(this.#roots, this.packages);
  }

  get roots(): Roots {
    return this.#roots;
  }

  get host(): Host | null {
    return this.#host;
  }

  get nodePath(): readonly string[] {
    return this.#host?.nodePath ?? [];
  }

  /** What is known of the layers in /opt; null without a lock and manifests. Read when it is first asked for. */
  get layers(): LayerNames | null {
    if (this.#layers === undefined) {
      const { files, roots } = this;
      this.#layers =
        this.#functionName === null
          ? null
          : readLayerNames({ files, roots, functionName: this.#functionName, onProblem: this.#onProblem });
    }
    return this.#layers;
  }

  /** Only the process knows the task root: an extension does not get LAMBDA_TASK_ROOT (Extensions API). */
  processBegan(host: Host): void {
    if (host.taskRoot !== null && host.taskRoot !== this.#host?.taskRoot) {
      this.#roots = new Roots({ ...this.#layout, taskRoot: host.taskRoot });
      this.#copies = new CopyFinder(this.#roots, this.packages);
      this.#refs.clear();
      this.#layers = undefined;
    }
    this.#host = host;
    this.natives.processBegan(host);
  }

  copyOf(path: string): CopyRef {
    const place = this.#copies.placeOf(path);
    const known = this.#refs.get(place.path);
    if (known !== undefined) return known;
    const version = this.packages.read(place.path)?.version ?? null;
    const root = this.#roots.rootOf(place.path);
    const ref = this.withLayer({ package: place.package, version, root, path: place.path });
    if (this.#refs.size < maxRemembered) this.#refs.set(place.path, ref);
    return ref;
  }

  withLayer(copy: CopyRef): CopyRef {
    const below = copy.root === "layer" ? copy.path.slice(this.#roots.layer.length + 1) : "";
    const layer = below === "" ? null : (this.layers?.labelOf(below, copy.version) ?? null);
    return layer === null ? copy : { ...copy, layer };
  }

  nativeCauseOf(subject: NativeSubject): NativeCause | null {
    let cause = this.#nativeCauses.get(subject);
    if (cause === undefined) {
      cause = causeOf(subject, this.natives);
      this.#nativeCauses.set(subject, cause);
    }
    return cause;
  }
}
