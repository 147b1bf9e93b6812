/**
 * One incident as two: before a time and from then on. What is told once and stays (copies, findings, facts)
 * is on both sides of an environment that lived through it. Invocations that a set of copies saw on both
 * sides are divided as the counts over time have them, so to the width of a bucket. An error that occurred on
 * both sides is in both with its whole count: the logs are no longer at hand to count it again.
 */
import type {
  DistinctError,
  Environment,
  Gap,
  Incident,
  Load,
  Series,
} from "../../../incident/model/model.ts";

export interface Halves {
  readonly before: Incident;
  readonly after: Incident;
}

export function splitAt(incident: Incident, at: number): Halves {
  const share = shareBefore(incident.series, at);
  return { before: half(incident, at, "before", share), after: half(incident, at, "after", share) };
}

type Side = keyof Halves;
/**
 * Of a function's and a version's invocations under a fingerprint, and of those that failed, the part before
 * the time.
 */
type Shares = ReadonlyMap<string, { readonly invocations: number; readonly failed: number }>;

function half(incident: Incident, at: number, side: Side, shares: Shares): Incident {
  const environments = incident.environments.flatMap((environment) =>
    halfEnvironment(environment, at, side, shares),
  );
  const series = incident.series.map((one) => halfSeries(one, at, side));
  const { span, totals } = incident;
  const lies = (first: number, last: number): boolean => (side === "before" ? first < at : last >= at);
  return {
    span:
      span === null || !lies(span.from, span.to)
        ? null
        : side === "before"
          ? { ...span, to: Math.min(span.to, at) }
          : { ...span, from: Math.max(span.from, at) },
    environments,
    errors: incident.errors
      .filter(({ first, last }) => lies(first, last))
      .map((error) => halfError(error, environments)),
    series,
    loadTimes: [],
    gaps: incident.gaps.filter(({ from, to }: Gap) =>
      lies(from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY),
    ),
    totals: {
      ...totals,
      invocations: sum(series.flatMap(({ invocations }) => invocations)),
      failed: sum(series.flatMap(({ failed }) => failed)),
    },
  };
}

function halfEnvironment(environment: Environment, at: number, side: Side, shares: Shares): Environment[] {
  const { first, last, shutdown } = environment;
  if (side === "before" ? first >= at : last < at) return [];
  if (side === "before" ? last < at : first >= at) return [environment];
  const loads = environment.loads.flatMap((load) => halfLoad(load, environment, at, side, shares));
  return [
    {
      ...environment,
      loads,
      ...(side === "before" ? { last: Math.min(last, at) } : { first: Math.max(first, at) }),
      findings:
        side === "after" ? environment.findings : environment.findings.filter((observed) => observed.at < at),
      invocations: sum(loads.map(({ invocations }) => invocations)),
      failed: sum(loads.map(({ failed }) => failed)),
      shutdown: side === "after" ? shutdown : null,
    },
  ];
}

function halfLoad(
  load: Load,
  { functionName, functionVersion }: Environment,
  at: number,
  side: Side,
  shares: Shares,
): Load[] {
  if (side === "before" ? load.until < at : load.since >= at) return [load];
  if (side === "before" ? load.since >= at : load.until < at) return [];
  const share = shares.get(keyOf(functionName, functionVersion, load.fingerprint)) ?? {
    invocations: 0,
    failed: 0,
  };
  const part = (whole: number, before: number): number =>
    side === "before" ? Math.round(whole * before) : whole - Math.round(whole * before);
  return [
    {
      ...load,
      ...(side === "before" ? { until: at } : { since: at }),
      invocations: part(load.invocations, share.invocations),
      failed: part(load.failed, share.failed),
    },
  ];
}

function halfError(error: DistinctError, environments: readonly Environment[]): DistinctError {
  const there = new Set(environments.map(({ id }) => id));
  return { ...error, environments: error.environments.filter((id) => there.has(id)) };
}

function halfSeries(series: Series, at: number, side: Side): Series {
  const cut = Math.max(
    0,
    Math.min(series.invocations.length, Math.ceil((at - series.start) / series.bucketMs)),
  );
  const part = (counts: readonly number[]): readonly number[] =>
    side === "before" ? counts.slice(0, cut) : counts.slice(cut);
  const start = side === "before" ? series.start : series.start + cut * series.bucketMs;
  return { ...series, start, invocations: part(series.invocations), failed: part(series.failed) };
}

function shareBefore(series: readonly Series[], at: number): Shares {
  const shares = new Map<string, { readonly invocations: number; readonly failed: number }>();
  for (const one of series) {
    const { invocations, failed } = halfSeries(one, at, "before");
    const part = (some: readonly number[], all: readonly number[]): number =>
      sum(all) === 0 ? 0 : sum(some) / sum(all);
    const share = { invocations: part(invocations, one.invocations), failed: part(failed, one.failed) };
    shares.set(keyOf(one.functionName, one.functionVersion, one.fingerprint ?? ""), share);
  }
  return shares;
}

function keyOf(functionName: string, functionVersion: string, fingerprint: string): string {
  return `${functionName}\n${functionVersion}\n${fingerprint}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
