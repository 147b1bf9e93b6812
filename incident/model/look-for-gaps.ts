/**
 * Looks for what is missing in what was built: counts that do not add up, starts that were not seen, kinds of
 * lines that never came.
 */
import type { EnvironmentBuilder } from "./environment-builder.ts";
import type { Gaps } from "./gaps.ts";
import type { Environment } from "./model.ts";

export interface Built {
  readonly builder: EnvironmentBuilder;
  readonly environment: Environment;
  /** The copies do not add up to the fingerprint. */
  readonly incomplete: boolean;
}

export function lookForGaps(
  gaps: Gaps,
  environments: readonly Built[],
  totals: {
    readonly outcropLines: number;
    readonly reports: number;
    readonly unread: number;
    readonly cut: number;
  },
  tooManyLines: boolean,
  leftOut: number,
): void {
  gaps.add("unread-lines", {}, totals.unread);
  // What could not be read is not absent.
  if (totals.outcropLines === 0 && totals.unread + totals.cut === 0) gaps.add("no-outcrop-lines");
  else if (totals.reports === 0 && totals.outcropLines > 0) gaps.add("no-platform-lines");
  if (tooManyLines) gaps.add("duplicates-kept");
  gaps.add("limit", {}, leftOut);
  for (const { builder, environment, incomplete } of environments) {
    const where = {
      functionName: environment.functionName,
      from: environment.first || null,
      to: environment.last || null,
    };
    const told =
      builder.copies + builder.quiet > 0 || environment.facts !== null || environment.loads.length > 0;
    if (!told) {
      gaps.add("level-filter", where);
      continue;
    }
    const started = environment.facts !== null || builder.sawColdStart;
    if (!started) gaps.add("environment-start", where);
    else if (builder.copies === 0 && environment.invocations > builder.unobserved)
      gaps.add("no-resolutions", where);
    else if (incomplete) gaps.add("resolutions-missing", where);
    if (started)
      gaps.add("findings-missing", where, Math.max(0, builder.announcedFindings - builder.findingLines));
    gaps.add("unobserved", where, builder.unobserved);
    if (environment.facts?.coverage === "bundled") {
      const isKnown = environment.loads.some(({ copies }) => copies.some(({ how }) => how === "bundled"));
      gaps.add(isKnown ? "bundled-copies-known" : "bundled", where);
    }
    if (started && builder.announcedInvocations !== null) {
      gaps.add(
        "invocations-missing",
        where,
        Math.max(0, builder.announcedInvocations - environment.invocations),
      );
    }
  }
}
