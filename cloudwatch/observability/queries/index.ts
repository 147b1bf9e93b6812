/**
 * Every saved query, in the order a person meets them: what is wrong, what is loaded, what changed, what it
 * costs.
 */
import { query as changedCopies } from "./changed-copies.ts";
import { query as cost } from "./cost.ts";
import { query as coverage } from "./coverage.ts";
import { query as coverageLost } from "./coverage-lost.ts";
import { query as currentState } from "./current-state.ts";
import { query as errorsBesideFindings } from "./errors-beside-findings.ts";
import { query as failures } from "./failures.ts";
import { query as findingsByFunction } from "./findings-by-function.ts";
import { query as findingsByPackage } from "./findings-by-package.ts";
import { query as fingerprints } from "./fingerprints.ts";
import { query as firstAppearances } from "./first-appearances.ts";
import { query as functionStates } from "./function-states.ts";
import { query as functions } from "./functions.ts";
import { query as functionsReporting } from "./functions-reporting.ts";
import { query as functionsUnobserved } from "./functions-unobserved.ts";
import { query as initByCopy } from "./init-by-copy.ts";
import { query as initByRoot } from "./init-by-root.ts";
import { query as initDurations } from "./init-durations.ts";
import { query as initFailures } from "./init-failures.ts";
import { query as loadedInEnvironment } from "./loaded-in-environment.ts";
import { query as loadedInNewestEnvironment } from "./loaded-in-newest-environment.ts";
import { query as loadedNow } from "./loaded-now.ts";
import { query as loadedOfLayers } from "./loaded-of-layers.ts";
import { query as logVolume } from "./log-volume.ts";
import { query as packageLoaders } from "./package-loaders.ts";
import { query as packageShadowed } from "./package-shadowed.ts";
import { query as request } from "./request.ts";
import type { SavedQuery } from "./saved-query.ts";
import { query as whatToFix } from "./what-to-fix.ts";

export type { QueryParameter, SavedQuery } from "./saved-query.ts";
export { withParameters } from "./saved-query.ts";

export const savedQueries: readonly SavedQuery[] = [
  whatToFix,
  functions,
  functionStates,
  firstAppearances,
  findingsByFunction,
  findingsByPackage,
  currentState,
  functionsReporting,
  functionsUnobserved,
  coverage,
  coverageLost,
  initFailures,
  failures,
  errorsBesideFindings,
  request,
  loadedNow,
  loadedInNewestEnvironment,
  loadedInEnvironment,
  packageLoaders,
  loadedOfLayers,
  packageShadowed,
  fingerprints,
  changedCopies,
  cost,
  logVolume,
  initDurations,
  initByRoot,
  initByCopy,
];
