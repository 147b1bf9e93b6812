import type { FileSystem } from "../../file-system.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import type { Folders } from "../../layout/folders.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import type { Roots } from "../../layout/roots.ts";
import type { Host } from "../native/host.ts";
import type { NativeCause } from "../native/native-cause.ts";
import type { NativeSubject } from "../native/native-subject.ts";
import type { Natives } from "../native/natives.ts";
import type { SameBytes } from "./same-bytes.ts";
import type { SquashSigns } from "./squash-signs.ts";
import type { Usage } from "./usage.ts";

/** Everything a rule may look up. All of it is memoised and bounded; none of it throws. */
export interface World {
  readonly files: FileSystem;
  readonly roots: Roots;
  readonly folders: Folders;
  readonly packages: PackageReader;
  readonly sameBytes: SameBytes;
  readonly usage: Usage;
  readonly squashSigns: SquashSigns;
  readonly natives: Natives;
  readonly nodePath: readonly string[];
  /** Null until the process has said what it runs on. */
  readonly host: Host | null;
  copyOf(path: string): CopyRef;
  /** The copy, with the layer that it came from where that is known. */
  withLayer(copy: CopyRef): CopyRef;
  /**
   * Why the file does not load, or would not; null where nothing is wrong, or nothing that its bytes can
   * show.
   */
  nativeCauseOf(subject: NativeSubject): NativeCause | null;
}
