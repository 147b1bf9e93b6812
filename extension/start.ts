import type { ExtensionsApi } from "./extensions-api.ts";
import type { JournalFiles } from "./journal-files.ts";
import type { Launcher } from "./launcher.ts";
import type { Registration } from "./registration.ts";

/** What the extension has when its life cycle begins. */
export interface Start {
  readonly api: ExtensionsApi;
  readonly registration: Registration;
  /** The shell that asks for events until it is taken over from; null where there is none. */
  readonly launcher: Launcher | null;
  readonly files: JournalFiles;
  readonly sysroot: string;
  /**
   * Aborted when something was thrown that nobody caught: what is under way may then never end, and no more
   * is begun.
   */
  readonly fault: AbortSignal;
}
