import type { ExtensionsApi } from "./extensions-api.ts";
import type { JournalFiles } from "./journal-files.ts";
import type { Launcher } from "./launcher.ts";
import type { Registration } from "./registration.ts";

/** What the extension has when its life cycle begins. */
export interface Start {
  readonly api: ExtensionsApi;
  readonly registration: Registration;
  /** The shell that asks for events until this process takes them over; null without a shell. */
  readonly launcher: Launcher | null;
  readonly files: JournalFiles;
  readonly sysroot: string;
  /** Aborted by an uncaught error. Work that has begun may then never end, and no new work begins. */
  readonly fault: AbortSignal;
}
