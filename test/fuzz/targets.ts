/** The readers that are given what others wrote: every one is total and bounded, on any bytes. */
import type { Target } from "./target.ts";
import { bundleMetadata } from "./targets/bundle-metadata.ts";
import { assemblies, plans, templates } from "./targets/deploy-tools.ts";
import { edges } from "./targets/edges.ts";
import { inventory } from "./targets/inventory.ts";
import { endMark, journal } from "./targets/journal.ts";
import { extensionsApi, telemetry } from "./targets/lambda-apis.ts";
import { lines } from "./targets/lines.ts";
import { lock } from "./targets/lock.ts";
import { incidentLines, logShapes, wrappedLogs } from "./targets/logs.ts";
import { loaderCache, native } from "./targets/native-formats.ts";
import { hiddenLock, packageJson } from "./targets/package-metadata.ts";
import { range, stack } from "./targets/ranges-and-stacks.ts";
import { runtimeClient } from "./targets/runtime-client.ts";
import { outcropJson, settings } from "./targets/settings.ts";
import { source } from "./targets/source.ts";

export const targets: readonly Target[] = [
  native,
  loaderCache,
  packageJson,
  hiddenLock,
  bundleMetadata,
  range,
  stack,
  source,
  edges,
  journal,
  endMark,
  outcropJson,
  settings,
  lock,
  extensionsApi,
  telemetry,
  runtimeClient,
  lines,
  inventory,
  logShapes,
  wrappedLogs,
  incidentLines,
  templates,
  assemblies,
  plans,
];
