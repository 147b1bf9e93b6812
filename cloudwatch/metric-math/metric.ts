/**
 * Metrics as CloudWatch keeps them: a name in a namespace with exactly these dimensions, and what was
 * measured when.
 */

export interface Sample {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: number;
}

export type Dimensions = Readonly<Record<string, string>>;

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly unit: string | null;
  readonly samples: readonly Sample[];
}

/** Logs can be forged: a dimension with a new value in every line would be a new metric each. */
const maxMetrics = 20_000;

interface Growing extends Metric {
  unit: string | null;
  readonly samples: Sample[];
}

export class Metrics {
  readonly #metrics = new Map<string, Growing>();
  /** Samples that were left out because there are more metrics than anybody has. */
  leftOut = 0;

  add(
    namespace: string,
    name: string,
    dimensions: Dimensions,
    sample: Sample,
    unit: string | null = null,
  ): void {
    const key = keyOf(namespace, name, dimensions);
    let metric = this.#metrics.get(key);
    if (metric === undefined) {
      if (this.#metrics.size >= maxMetrics) {
        this.leftOut++;
        return;
      }
      metric = { namespace, name, dimensions, unit, samples: [] };
      this.#metrics.set(key, metric);
    }
    metric.unit ??= unit;
    metric.samples.push(sample);
  }

  /** The one metric with exactly these dimensions; without samples when there is none. */
  get(namespace: string, name: string, dimensions: Dimensions): Metric {
    return (
      this.#metrics.get(keyOf(namespace, name, dimensions)) ?? {
        namespace,
        name,
        dimensions,
        unit: null,
        samples: [],
      }
    );
  }

  all(): Metric[] {
    return [...this.#metrics.values()];
  }
}

function keyOf(namespace: string, name: string, dimensions: Dimensions): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
