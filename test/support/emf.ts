/**
 * What CloudWatch's EMF specification asks of a document and a JSON Schema cannot say. Each problem is one
 * sentence; none means it is valid.
 */
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly {
    readonly Name: string;
    readonly Unit?: string;
    readonly StorageResolution?: number;
  }[];
}

const units = new Set(
  [
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Percent",
    "Count",
    "None",
  ].flatMap((unit) => [unit, `${unit}/Second`]),
);

export function emfProblems(document: Readonly<Record<string, unknown>>): string[] {
  const aws = document["_aws"] as
    | { Timestamp?: unknown; CloudWatchMetrics?: readonly Directive[] }
    | undefined;
  if (aws === undefined) return ["has no _aws"];
  const problems: string[] = [];
  if (!Number.isSafeInteger(aws.Timestamp)) problems.push("_aws.Timestamp is not an integer");
  for (const { Namespace, Dimensions, Metrics } of aws.CloudWatchMetrics ?? []) {
    if (Namespace.length < 1 || Namespace.length > 1024)
      problems.push("the namespace's length is out of bounds");
    if (Dimensions.length < 1) problems.push("there is no dimension set");
    if (Metrics.length > 100) problems.push("there are more than 100 metrics");
    for (const set of Dimensions) {
      if (set.length > 30) problems.push("a dimension set has more than 30 keys");
      for (const key of set) {
        const value = document[key];
        if (typeof value !== "string" || value.length < 1 || value.length > 1024)
          problems.push(`dimension ${key} is not text at the root`);
      }
    }
    for (const { Name, Unit, StorageResolution } of Metrics) {
      const value = document[Name];
      if (typeof value !== "number" || !Number.isFinite(value))
        problems.push(`metric ${Name} is not a number at the root`);
      if (Unit !== undefined && !units.has(Unit))
        problems.push(`metric ${Name} has the unknown unit ${Unit}`);
      if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60)
        problems.push(`metric ${Name} has a bad resolution`);
    }
    if (new Set(Metrics.map(({ Name }) => Name)).size !== Metrics.length)
      problems.push("a metric is named twice");
  }
  return problems;
}
