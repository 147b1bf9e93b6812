/** What every part of an environment's life cycle works with. */

import type { Settings } from "../contract/options.ts";
import type { ProcessExit } from "../contract/result.ts";
import type { Isolation } from "../isolation/isolation.ts";
import type { SupervisedProcess } from "../process/supervised-process.ts";
import type { PlatformLog } from "../telemetry/platform-log.ts";

export interface EnvironmentContext {
  readonly settings: Settings;
  readonly isolation: Isolation;
  /** `host:port` of the APIs. */
  readonly runtimeApi: string;
  /** Ends what the processes of a generation that is over have asked the APIs. */
  hangUp(): Promise<void>;
  readonly log: PlatformLog;
  /** In the order they ended. */
  readonly exits: ProcessExit[];
  /** Every process ever started, for its output. */
  readonly processes: { readonly role: ProcessExit["role"]; readonly process: SupervisedProcess }[];
}
