/**
 * A document that begins with `{` or `[`, on one line or many. A list of CloudWatch's returns its elements,
 * however long it is. Any other document is a message. Text that turns out not to be JSON is plain text.
 */
import { readElement } from "./containers.ts";
import { type Element, JsonScanner } from "./json-scanner.ts";
import { limits } from "./limits.ts";
import type { Marks } from "./marks.ts";
import type { Sink } from "./sink.ts";
import type { Window } from "./window.ts";

const none: ReadonlyMap<string, string> = new Map();
/** Of a document that is kept as a whole. */
const maxElements = 100_000;
const longest = `${limits.recordBytes / 1024 / 1024} MiB`;

/** `broken`: the rest of its line belongs to it. A number: it is text, up to this place. */
export type DocumentOutcome = "more" | "done" | "broken" | number;

export class JsonDocument {
  readonly #window: Window;
  readonly #sink: Sink;
  readonly #marks: Marks;
  readonly #scanner: JsonScanner;
  /** Longer than may be kept: its elements are given as they come, or it is skipped. */
  #long: "streamed" | "skipped" | null = null;

  /** For the document at the window's position. */
  constructor(window: Window, sink: Sink, marks: Marks) {
    this.#window = window;
    this.#sink = sink;
    this.#marks = marks;
    this.#scanner = new JsonScanner(window.place);
  }

  /** How far it was followed. */
  get scanned(): number {
    return this.#scanner.at - this.#scanner.start;
  }

  read(): DocumentOutcome {
    const scanner = this.#scanner;
    const window = this.#window;
    const scanned = scanner.scan(window.bytes, window.base);
    if (scanned === "more" && !window.final) {
      this.#shorten();
      return "more";
    }
    if (scanned === "done") {
      if (this.#long !== "skipped" && !this.#isList()) return this.#whole();
      this.#leave();
      return "done";
    }
    const isOthers = scanner.isOthers && (this.#long !== null || scanner.lines > 0);
    const begun = this.#long !== null || (scanner.elements.length > 0 && !this.#isLine());
    if (begun && (scanner.container || isOthers)) {
      if (this.#hasList()) this.#give();
      this.#sink.problem(
        scanned === "failed"
          ? "invalid JSON; the document was read up to here"
          : "the JSON document is incomplete; it was read up to here",
        ` (byte ${scanner.at})`,
        scanner.lines,
      );
      this.#leave();
      return "broken";
    }
    if (this.#long !== null) {
      this.#leave();
      return "done";
    }
    return window.lineEnd(window.at) ?? window.bytes.length;
  }

  #leave(): void {
    const window = this.#window;
    window.at = Math.min(this.#scanner.at - window.base, window.bytes.length);
    window.line += this.#scanner.lines;
  }

  /** Keeps what is held of a long document small. */
  #shorten(): void {
    const scanner = this.#scanner;
    const window = this.#window;
    const held = window.base + window.bytes.length;
    const isShort = held - scanner.start <= limits.recordBytes && scanner.elements.length <= maxElements;
    if (this.#long === null && isShort) return;
    if (this.#hasList() && this.#long !== "skipped") {
      this.#long = "streamed";
      this.#give();
      const { elementStart } = scanner;
      if (elementStart !== null && scanner.at - elementStart > limits.recordBytes) {
        if (scanner.dropElement()) {
          this.#sink.problem(
            `skipped an event of more than ${longest}; CloudWatch accepts at most 1 MiB`,
            ` (byte ${elementStart})`,
            scanner.lines,
          );
        }
        window.at = scanner.at - window.base;
      } else window.at = (elementStart ?? scanner.at) - window.base;
    } else {
      if (this.#long === null) {
        this.#sink.problem(`skipped a JSON document of more than ${longest} without a list of events`);
      }
      this.#long = "skipped";
      window.at = scanner.at - window.base;
    }
  }

  #hasList(): boolean {
    const { container, listKey, isOthers } = this.#scanner;
    return isOthers || (container && listKey !== null);
  }

  /** Emits the events of its list. False if the list is not CloudWatch's. */
  #isList(): boolean {
    const { container, listKey, elements } = this.#scanner;
    if (this.#long === "streamed") {
      this.#give();
      return true;
    }
    if (!container || listKey === null) return false;
    if (this.#long === null && elements.length > 0 && !this.#isOurs()) return false;
    this.#give();
    return true;
  }

  /** A message that is an array, on one line amid others. */
  #isLine(): boolean {
    const { listKey, lines } = this.#scanner;
    return listKey === "" && lines === 0 && this.#window.place > 0 && !this.#isOurs();
  }

  /** By its first element. An array on one line amid others is a message, unless it holds events. */
  #isOurs(): boolean {
    const { elements, listKey, lines, context } = this.#scanner;
    const value = this.#parsed(elements[0] as Element);
    // `[INFO] …` is text.
    if (value === undefined && listKey === "" && lines === 0) return false;
    const bare = typeof value === "string" || value === undefined;
    const placed = this.#window.place === 0 || lines > 0;
    if (listKey === "" && placed) return bare || typeof value === "object";
    return (
      value === undefined || (!bare && readElement(value, context.size > 0 ? context : none).kind !== "other")
    );
  }

  #give(): void {
    const scanner = this.#scanner;
    const { base } = this.#window;
    const { elements, context, listKey, isOthers } = scanner;
    scanner.elements = [];
    if (context.get("messageType") === "CONTROL_MESSAGE") return;
    for (const element of elements) {
      const [start, end] = [element.start - base, element.end - base];
      if (!this.#marks.between(start, end) && !this.#marks.deliveryBetween(start, end)) continue;
      const value = this.#parsed(element);
      if (value === undefined)
        this.#sink.problem(
          "skipped an event that is not valid JSON; expected an object, an array or a string",
          ` (byte ${element.start})`,
          element.lines,
        );
      else if (!this.#sink.element(value, context, element.lines)) {
        if (listKey === "" || isOthers)
          this.#sink.message(typeof value === "string" ? value : this.#text(element), element.lines);
        else
          this.#sink.problem(
            "skipped an entry that is not a log event; expected `message` and `timestamp`, or `data`",
            ` (byte ${element.start})`,
            element.lines,
          );
      }
    }
  }

  #text({ start, end }: Element): string {
    return this.#window.text(start - this.#window.base, end - this.#window.base);
  }

  #parsed(element: Element): unknown {
    try {
      return JSON.parse(this.#text(element));
    } catch {
      return undefined;
    }
  }

  /** A document without a list: a delivery, one event, or a message. */
  #whole(): DocumentOutcome {
    const scanner = this.#scanner;
    const window = this.#window;
    const end = scanner.at - window.base;
    const rest = window.lineEnd(end);
    if (rest === null && window.bytes.length - end <= limits.textBytes) return "more";
    const after = window.bytes.toString("latin1", end, Math.min(rest ?? end, end + 64)).trimStart();
    if (scanner.lines === 0 && after !== "" && !/^[{[]/.test(after)) return rest ?? end;
    const element = { start: scanner.start, end: scanner.at, lines: 0 };
    const value = scanner.container ? this.#parsed(element) : undefined;
    const taken = value !== undefined && this.#sink.element(value, none, 0);
    if (!taken && this.#marks.between(window.at, end)) this.#sink.message(this.#text(element));
    this.#leave();
    return "done";
  }
}
