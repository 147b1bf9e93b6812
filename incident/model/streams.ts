/**
 * Finds the managed runtime's version of each environment: from the INIT_START before Outcrop's first line in
 * its log stream, in whatever order the events come. If an export does not name streams, a file counts as
 * one, read in the order of time. An INIT_START that could belong to two environments is then given to
 * neither.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import type { EnvironmentBuilder, Runtime } from "./environment-builder.ts";

const maxStreams = 100_000;
/** Of one stream: a process that ended is followed by another environment in it. */
const maxEnvironments = 100;

interface Stream {
  /** Named by the export, so all of it is one sandbox's log. */
  readonly named: boolean;
  runtime: (Runtime & { readonly at: number | null }) | null;
  ambiguous: boolean;
  readonly environments: Set<EnvironmentBuilder>;
  inits: number;
  /** What its lines are all of; null where they are of several functions. */
  version: Pick<EnvironmentBuilder, "functionName" | "functionVersion"> | null | undefined;
}

export class Streams {
  readonly #streams = new Map<string, Stream>();

  initStart(event: LogEvent, runtime: Runtime): void {
    const stream = this.#of(event);
    if (stream === null) return;
    stream.inits++;
    if (!stream.named && stream.runtime !== null && stream.runtime.arn !== runtime.arn)
      stream.ambiguous = true;
    stream.runtime = { ...runtime, at: event.timestamp };
    if (stream.named) for (const environment of stream.environments) environment.runtime ??= runtime;
  }

  /** An environment's line in this stream. */
  line(event: LogEvent, environment: EnvironmentBuilder): void {
    const stream = this.#of(event);
    if (stream === null) return;
    if (stream.environments.size < maxEnvironments) stream.environments.add(environment);
    stream.version = stream.version === undefined || isSame(stream.version, environment) ? environment : null;
    if (environment.runtime !== null) return;
    const { named, runtime } = stream;
    if (named) {
      if (runtime !== null) environment.runtime = { version: runtime.version, arn: runtime.arn };
      return;
    }
    // In an export sorted backwards an environment's INIT_START comes after its lines, so what is there
    // belongs to a later one.
    if (
      runtime === null ||
      stream.ambiguous ||
      (runtime.at !== null && event.timestamp !== null && runtime.at > event.timestamp)
    )
      return;
    environment.runtime = { version: runtime.version, arn: runtime.arn };
    stream.runtime = null;
  }

  /**
   * The environment whose log this is, where the export names it: of several, the one that ran then or, for
   * an init, began next.
   */
  environmentOf(event: LogEvent): EnvironmentBuilder | null {
    const stream = this.#of(event);
    if (stream === null || !stream.named) return null;
    const environments = [...stream.environments].sort((left, right) => left.last - right.last);
    return environments.find(({ last }) => last >= (event.timestamp ?? 0)) ?? environments.at(-1) ?? null;
  }

  /**
   * The function and version whose log this is, where all of Outcrop's lines in it are of one: a file without
   * streams may be one stream's.
   */
  functionOf(event: LogEvent): Pick<EnvironmentBuilder, "functionName" | "functionVersion"> | null {
    return this.#of(event)?.version ?? null;
  }

  /** Whether all that was seen of its stream, or of its file, is of one environment. */
  isOneEnvironment(event: LogEvent): boolean {
    const stream = this.#of(event);
    if (stream === null) return false;
    const { named, environments, inits } = stream;
    return named || (environments.size <= 1 && inits <= 1 && environments.size + inits > 0);
  }

  #of({ logGroup, logStream, file }: LogEvent): Stream | null {
    const key = logStream === null ? `\n${file}` : `${logGroup ?? ""}\n${logStream}`;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      if (this.#streams.size >= maxStreams) return null;
      stream = {
        named: logStream !== null,
        runtime: null,
        ambiguous: false,
        version: undefined,
        environments: new Set(),
        inits: 0,
      };
      this.#streams.set(key, stream);
    }
    return stream;
  }
}

function isSame(left: Stream["version"], right: EnvironmentBuilder): boolean {
  return left?.functionName === right.functionName && left.functionVersion === right.functionVersion;
}
