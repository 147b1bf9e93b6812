/**
 * What a log stream says of the environments whose log it is: the managed runtime's version, from the INIT_START before Outcrop's first line, in
 * whatever order the events come. Where an export names no streams, a file stands for one, read in the order of time; what two environments could
 * both own is then given to neither.
 */
import type { LogEvent } from "../read/log-event.ts";
import type { EnvironmentBuilder, Runtime } from "./environment-builder.ts";

const MAX_STREAMS = 100_000;
/** Of one stream; a failed process is followed by another environment in it. */
const MAX_WITHOUT_RUNTIME = 100;

interface Stream {
  /** Named by the export, so all of it is one sandbox's log. */
  readonly named: boolean;
  runtime: (Runtime & { readonly at: number | null }) | null;
  ambiguous: boolean;
  environment: EnvironmentBuilder | null;
  /** Seen before the stream's INIT_START was. */
  readonly withoutRuntime: Set<EnvironmentBuilder>;
}

export class Streams {
  readonly #streams = new Map<string, Stream>();

  initStart(event: LogEvent, runtime: Runtime): void {
    const stream = this.#of(event);
    if (stream === null) return;
    if (!stream.named && stream.runtime !== null && stream.runtime.arn !== runtime.arn) stream.ambiguous = true;
    stream.runtime = { ...runtime, at: event.timestamp };
    for (const environment of stream.withoutRuntime) environment.runtime ??= runtime;
    stream.withoutRuntime.clear();
  }

  /** An environment's line in this stream. */
  line(event: LogEvent, environment: EnvironmentBuilder): void {
    const stream = this.#of(event);
    if (stream === null) return;
    stream.environment = environment;
    if (environment.runtime !== null) return;
    const { named, runtime } = stream;
    if (named) {
      if (runtime !== null) environment.runtime = { version: runtime.version, arn: runtime.arn };
      else if (stream.withoutRuntime.size < MAX_WITHOUT_RUNTIME) stream.withoutRuntime.add(environment);
      return;
    }
    // In an export sorted backwards an environment's INIT_START comes after its lines, so what is there belongs to a later one.
    if (runtime === null || stream.ambiguous || (runtime.at !== null && event.timestamp !== null && runtime.at > event.timestamp)) return;
    environment.runtime = { version: runtime.version, arn: runtime.arn };
    stream.runtime = null;
  }

  /** The environment whose log this is, where the export names it. */
  environmentOf(event: LogEvent): EnvironmentBuilder | null {
    const stream = this.#of(event);
    return stream?.named ? stream.environment : null;
  }

  #of({ logGroup, logStream, file }: LogEvent): Stream | null {
    const key = logStream === null ? `\n${file}` : `${logGroup ?? ""}\n${logStream}`;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      if (this.#streams.size >= MAX_STREAMS) return null;
      stream = { named: logStream !== null, runtime: null, ambiguous: false, environment: null, withoutRuntime: new Set() };
      this.#streams.set(key, stream);
    }
    return stream;
  }
}
