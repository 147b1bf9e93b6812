/** Collects the events of a file, with their places, and its problems. */

import { member } from "../../core/json.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { type Content, readElement } from "./containers.ts";
import { limits } from "./limits.ts";
import { logsInPayload } from "./payload.ts";
import { nowhere, type Place } from "./place.ts";
import { isPlainly, mayHoldMessages } from "./plainly.ts";
import type { Problems } from "./problems.ts";
import type { Recognised, ShapeName } from "./recognised.ts";
import { type Unwrapped, unwrap, unwrapValue } from "./unwrap.ts";
import { timeIn } from "./value-kinds.ts";
import type { Window } from "./window.ts";

export interface SinkOptions {
  readonly file: string;
  readonly problems: Problems;
  /** The stream that the file's path names (S3 export), for lines that do not name one. */
  readonly logStream?: string | null;
  /** Counts what the events were taken for. */
  readonly recognised?: Recognised;
  /** Deliveries inside deliveries. */
  readonly depth?: number;
}

const inJson = "CloudWatch's events in JSON";

export class Sink {
  readonly #options: SinkOptions;
  readonly #window: Window;
  readonly #eventsOf: (delivery: Buffer, depth: number) => readonly LogEvent[];
  #events: LogEvent[] = [];

  /** @param eventsOf reads the logs in a delivery. */
  constructor(
    options: SinkOptions,
    window: Window,
    eventsOf: (delivery: Buffer, depth: number) => readonly LogEvent[],
  ) {
    this.#options = options;
    this.#window = window;
    this.#eventsOf = eventsOf;
  }

  taken(): LogEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** An element of a CloudWatch document. False for any other value. */
  element(value: unknown, context: ReadonlyMap<string, string>, lines: number): boolean {
    const read = readElement(value, context);
    if (read.kind === "event") {
      // Of a list of messages each may be quoted once more.
      if (typeof value === "string") this.message(read.content.message, lines, read.content, inJson);
      else this.event(read.content, inJson, lines);
    } else if (read.kind === "bad") this.#others(value, read.expected, lines);
    else if (read.kind === "payload") this.#payload(read.base64, lines);
    return read.kind !== "other";
  }

  /** A result whose fields have other names, or none of the messages. */
  #others(value: unknown, expected: string, lines: number): void {
    const found = unwrapValue(value, limits.messageBytes);
    const said = found.length > 0 ? null : longestText(value);
    if (found.length > 0) this.unwrapped(found, lines);
    else if (said !== null) this.message(said, lines);
    else this.problem(`expected ${expected}`, "", lines);
  }

  /** A message without any other data, or what another tool made of messages. */
  message(
    message: string,
    lines = 0,
    around: Place = nowhere,
    shape: ShapeName = "lines as Lambda writes them",
  ): void {
    const found = isPlainly(message) || !mayHoldMessages(message) ? null : unwrap(message, around);
    if (found === null) {
      const { timestamp, logGroup, logStream, eventId } = around;
      this.event({ message, timestamp, logGroup, logStream, eventId }, shape, lines);
    } else this.unwrapped(found, lines);
  }

  unwrapped(found: readonly Unwrapped[], lines = 0): void {
    for (const one of found) {
      if (one.kind === "event") this.event(one.content, "documents or lines of another tool", lines);
      else this.#payload(one.base64, lines);
    }
  }

  /** @param lines line breaks between the window's position and the event. */
  event(content: Content, shape: ShapeName, lines = 0): void {
    const { message, timestamp, logGroup, eventId } = content;
    if (this.#isTooLong(message, lines)) return;
    this.#options.recognised?.add(shape);
    const logStream = content.logStream ?? this.#options.logStream ?? null;
    this.#events.push({
      message,
      timestamp,
      logGroup,
      logStream,
      eventId,
      file: this.#options.file,
      line: this.#window.line + lines,
    });
  }

  problem(kind: string, detail = "", lines = 0): void {
    this.#options.problems.add(this.#window.line + lines, kind, detail);
  }

  #isTooLong(message: string, lines: number): boolean {
    if (message.length <= limits.messageBytes) return false;
    this.problem(
      `skipped an event of more than ${limits.messageBytes / 1024 / 1024} MiB, CloudWatch's limit`,
      "",
      lines,
    );
    return true;
  }

  #payload(base64: string, lines: number): void {
    const depth = (this.#options.depth ?? 0) + 1;
    const line = this.#window.line + lines;
    const logs =
      depth > limits.depth ? `deliveries are nested more than ${limits.depth} times` : logsInPayload(base64);
    if (typeof logs === "string") this.problem(`skipped a delivery that cannot be read: ${logs}`, "", lines);
    else {
      this.#options.recognised?.add("deliveries of a subscription");
      for (const event of this.#eventsOf(logs, depth)) this.#events.push({ ...event, line });
    }
  }
}

/** Of a row: a time, a stream and a level have no blanks except for one. */
function longestText(value: unknown): string | null {
  const cells = Array.isArray(value)
    ? value.map((pair) => member(pair, "value"))
    : Object.values(value as object);
  const texts = cells.filter(
    (cell) => typeof cell === "string" && timeIn(cell) === null && /\S\s+\S/.test(cell),
  );
  return texts.reduce(
    (longest: string | null, text: string) => (text.length > (longest ?? "").length ? text : longest),
    null,
  );
}
