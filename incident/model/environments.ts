/** The environments that the lines name, each with its builder. */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { EnvironmentBuilder } from "./environment-builder.ts";
import type { Line } from "./line.ts";
import type { TimeSeries } from "./time-series.ts";

const maxEnvironments = 100_000;

export class Environments {
  readonly #series: TimeSeries;
  readonly #builders = new Map<string, EnvironmentBuilder>();

  /** @param series receives the invocations whose fingerprint was not known when their line came */
  constructor(series: TimeSeries) {
    this.#series = series;
  }

  /** Null if the line's environment is new, and there are as many as can be kept. */
  of(line: Line, event: LogEvent): EnvironmentBuilder | null {
    let environment = this.#builders.get(line.environment);
    if (environment === undefined) {
      if (this.#builders.size >= maxEnvironments) return null;
      const { functionName, functionVersion } = line;
      environment = new EnvironmentBuilder(line, event, (fingerprint, at, invocations) => {
        // Without a time it is not in the timeline.
        if (at > 0) this.#series.add({ functionName, functionVersion, fingerprint }, at, false, invocations);
      });
      this.#builders.set(line.environment, environment);
    }
    environment.placeAt(event);
    return environment;
  }

  all(): readonly EnvironmentBuilder[] {
    return [...this.#builders.values()];
  }
}
