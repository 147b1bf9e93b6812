/**
 * Takes a file's bytes as they come and gives its events, whatever their shape. At the beginning of each record it decides by the bytes there:
 * `{` or `[` is a JSON document, CloudWatch's or a message of its own; a header is CSV; a time or `EVENTS` is a line of a tool; all else is a
 * message, one on each line. What is kept of the bytes is one record, and each record is bounded.
 */
import { type Content, readElement, readInsights } from "./containers.ts";
import { type CsvHeader, cellsOf, csvHeaderOf, rowEnd } from "./csv.ts";
import { containerKeys, type Element, JsonScanner } from "./json-scanner.ts";
import { limits } from "./limits.ts";
import type { LogEvent } from "./log-event.ts";
import { Marks } from "./marks.ts";
import { logsInPayload } from "./payload.ts";
import type { Problems } from "./problems.ts";
import { isTextNoise, readText, shapeOfLine, type TextShape, trimEnd } from "./text-lines.ts";

export interface ReaderOptions {
  readonly file: string;
  readonly wanted: "all" | "relevant";
  readonly problems: Problems;
  /** The stream that the file's place tells (S3 export), where its lines do not. */
  readonly logStream?: string | null;
  /** Deliveries inside deliveries. */
  readonly depth?: number;
}

const newline = 0x0a;
const none: ReadonlyMap<string, string> = new Map();
const firstKey = /^\{\s*"([^"\\]{1,64})"\s*:\s*(.?)/;

export class LogReader {
  readonly #options: ReaderOptions;
  readonly #relevant: boolean;
  readonly #marks = new Marks();
  #events: LogEvent[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  /** Of the buffer's first byte in the file. */
  #base = 0;
  #at = 0;
  #line = 1;
  #first = true;
  #final = false;
  #scanner: JsonScanner | null = null;
  /** The scanner's document is longer than may be kept: its elements are given as they come, or it is skipped. */
  #long: "streamed" | "skipped" | null = null;
  #shape: TextShape | null = null;
  /** How much of the open text event is known to belong to it. */
  #known = 0;
  #csv: CsvHeader | null = null;
  /** What is skipped up to the next line break. */
  #skipping = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#relevant = options.wanted === "relevant";
  }

  push(chunk: Buffer): LogEvent[] {
    this.#buffer = this.#at === this.#buffer.length ? chunk : Buffer.concat([this.#buffer.subarray(this.#at), chunk]);
    this.#base += this.#at;
    this.#at = 0;
    return this.#run();
  }

  end(): LogEvent[] {
    this.#final = true;
    return this.#run();
  }

  #run(): LogEvent[] {
    this.#marks.in(this.#buffer);
    while (this.#at < this.#buffer.length && this.#step()) this.#first = this.#first && this.#at + this.#base === 0;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    if (this.#skipping) return this.#skip();
    if (this.#scanner !== null) return this.#document(this.#scanner);
    if (this.#shape !== null) return this.#textEvent(this.#shape);
    if (this.#csv !== null) return this.#row(this.#csv);
    return this.#record();
  }

  #record(): boolean {
    const buffer = this.#buffer;
    const first = buffer[this.#at] as number;
    if (first === newline) {
      this.#line++;
      this.#at++;
      return true;
    }
    if (first === 0x20 || first === 0x09 || first === 0x0d) {
      this.#at++;
      return true;
    }
    if (first === 0xef && this.#base + this.#at === 0) {
      if (buffer.length < 3 && !this.#final) return false;
      if (buffer[1] === 0xbb && buffer[2] === 0xbf) {
        this.#at += 3;
        return true;
      }
    }
    const end = this.#lineEnd(this.#at);
    const json = first === 0x7b || first === 0x5b;
    if (end === null) {
      if (buffer.length - this.#at <= limits.textBytes) return false;
      if (json) this.#scanner = new JsonScanner(this.#base + this.#at);
      else this.#tooLong();
      return true;
    }
    if (json) return this.#jsonLine(first, end);
    const shape = shapeOfLine(buffer, this.#at, end);
    if (shape !== null) {
      this.#shape = shape;
      this.#known = this.#at + this.#base;
      return true;
    }
    if (this.#first || first === 0x40 || (first === 0x22 && buffer[this.#at + 1] === 0x40)) {
      const header = end - this.#at > 4_096 ? null : csvHeaderOf(buffer.toString("utf8", this.#at, end).trim());
      if (header !== null) {
        this.#csv = header;
        return this.#pass(end);
      }
    }
    return this.#plain(end);
  }

  /** A line that begins as JSON does. Most are whole messages of their own, and need not be followed any further. */
  #jsonLine(first: number, end: number): boolean {
    const buffer = this.#buffer;
    let last = end - 1;
    while (last > this.#at && (buffer[last] as number) <= 0x20) last--;
    if (first === 0x7b && buffer[last] === 0x7d && end - this.#at <= limits.textBytes) {
      const [, key = "", value] = firstKey.exec(buffer.toString("latin1", this.#at, Math.min(end, this.#at + 100))) ?? [];
      const own = key !== "" && ((!containerKeys.has(key) && !key.startsWith("@")) || (key === "timestamp" && value === '"'));
      if (own) {
        if (this.#relevant && !this.#marks.between(this.#at, end)) return this.#pass(end);
        if (!hasSeveral(buffer.subarray(this.#at, end))) {
          this.#message(buffer.toString("utf8", this.#at, last + 1));
          return this.#pass(end);
        }
      }
    }
    this.#scanner = new JsonScanner(this.#base + this.#at);
    return true;
  }

  #document(scanner: JsonScanner): boolean {
    const outcome = scanner.scan(this.#buffer, this.#base);
    if (outcome === "more" && !this.#final) {
      this.#shorten(scanner);
      return false;
    }
    const read = this.#long !== null || scanner.elements.length > 0;
    if (outcome === "done") {
      if (this.#long !== "skipped" && !this.#list(scanner)) return this.#whole(scanner);
      this.#leave(scanner, scanner.at);
      return true;
    }
    if (read && scanner.container) {
      if (scanner.listKey !== null) this.#give(scanner);
      this.#problem(
        outcome === "failed"
          ? "broken JSON; expected the document to go on. What came before was read"
          : "JSON that is cut short; expected the rest of the document. What came before was read",
        ` (byte ${scanner.at})`,
        scanner.lines,
      );
      this.#leave(scanner, scanner.at);
      this.#skipping = true;
      return true;
    }
    this.#scanner = null;
    if (this.#long !== null) {
      this.#leave(scanner, scanner.at);
      return true;
    }
    return this.#plain(this.#lineEnd(this.#at) ?? this.#buffer.length);
  }

  #leave(scanner: JsonScanner, place: number): void {
    this.#at = Math.min(place - this.#base, this.#buffer.length);
    this.#line += scanner.lines;
    this.#scanner = null;
    this.#long = null;
  }

  /** Keeps what is held of a long document small. */
  #shorten(scanner: JsonScanner): void {
    const held = this.#base + this.#buffer.length;
    if (this.#long === null && held - scanner.start <= limits.recordBytes) return;
    if (scanner.container && scanner.listKey !== null && this.#long !== "skipped") {
      this.#long = "streamed";
      this.#give(scanner);
      const { elementStart } = scanner;
      if (elementStart !== null && scanner.at - elementStart > limits.recordBytes) {
        this.#problem(
          `an event of more than ${limits.recordBytes / 1024 / 1024} MiB was skipped; CloudWatch holds at most 1 MiB`,
          ` (byte ${elementStart})`,
          scanner.lines,
        );
        scanner.dropElement();
        this.#at = scanner.at - this.#base;
      } else this.#at = (elementStart ?? scanner.at) - this.#base;
    } else {
      if (this.#long === null) {
        this.#problem(
          `a JSON document of more than ${limits.recordBytes / 1024 / 1024} MiB that holds no list of events was skipped; expected one of CloudWatch's`,
        );
      }
      this.#long = "skipped";
      this.#at = scanner.at - this.#base;
    }
  }

  /** The events of a document's list; false when it is none of CloudWatch's. */
  #list(scanner: JsonScanner): boolean {
    if (!scanner.container || scanner.listKey === null) return false;
    if (this.#long === null && scanner.elements.length > 0 && !this.#isOurs(scanner)) return false;
    this.#give(scanner);
    return true;
  }

  /** By its first element. An array on one line amid others is a message, unless it holds events. */
  #isOurs(scanner: JsonScanner): boolean {
    const value = this.#parsed(scanner.elements[0] as Element);
    // `[INFO] …` is text.
    if (value === undefined && scanner.listKey === "" && scanner.lines === 0) return false;
    const bare = typeof value === "string" || value === undefined;
    const placed = this.#base + this.#at === 0 || scanner.lines > 0;
    if (scanner.listKey === "" && placed) return bare || typeof value === "object";
    return value === undefined || (!bare && readElement(value, scanner.context.size > 0 ? scanner.context : none).kind !== "other");
  }

  #give(scanner: JsonScanner): void {
    const { elements, context, listKey } = scanner;
    scanner.elements = [];
    if (context.get("messageType") === "CONTROL_MESSAGE") return;
    const skippable = this.#relevant && listKey !== "Records" && listKey !== "records";
    for (const element of elements) {
      if (skippable && !this.#marks.between(element.start - this.#base, element.end - this.#base)) continue;
      const value = this.#parsed(element);
      if (value === undefined)
        this.#problem(
          "an event that is no JSON was skipped; expected an object, an array or a string",
          ` (byte ${element.start})`,
          element.lines,
        );
      else if (!this.#take(value, context, element.lines)) {
        if (listKey === "") this.#message(typeof value === "string" ? value : this.#text(element), element.lines);
        else
          this.#problem(
            "an entry that is no log event was skipped; expected `message` and `timestamp`, or `data`",
            ` (byte ${element.start})`,
            element.lines,
          );
      }
    }
  }

  #text({ start, end }: Element): string {
    return this.#buffer.toString("utf8", start - this.#base, end - this.#base);
  }

  #parsed(element: Element): unknown {
    try {
      return JSON.parse(this.#text(element));
    } catch {
      return undefined;
    }
  }

  /** A document without a list: a delivery, one event, or a message. */
  #whole(scanner: JsonScanner): boolean {
    const end = scanner.at - this.#base;
    const rest = this.#lineEnd(end);
    if (rest === null && this.#buffer.length - end <= limits.textBytes) return false;
    const after = this.#buffer.toString("latin1", end, Math.min(rest ?? end, end + 64)).trimStart();
    if (scanner.lines === 0 && after !== "" && !/^[{[]/.test(after)) {
      this.#scanner = null;
      return this.#plain(rest ?? end);
    }
    const element = { start: scanner.start, end: scanner.at, lines: 0 };
    const value = scanner.container ? this.#parsed(element) : undefined;
    const relevant = !this.#relevant || this.#marks.between(this.#at, end);
    const taken = value !== undefined && this.#take(value, none, 0);
    if (!taken && relevant) this.#message(this.#text(element));
    this.#leave(scanner, scanner.at);
    return true;
  }

  /** False for what is none of CloudWatch's. */
  #take(value: unknown, context: ReadonlyMap<string, string>, lines: number): boolean {
    const read = readElement(value, context);
    if (read.kind === "event") this.#emit(read.content, lines);
    else if (read.kind === "bad") this.#problem(`expected ${read.expected}`, "", lines);
    else if (read.kind === "payload") this.#payload(read.base64, lines);
    return read.kind !== "other";
  }

  #payload(base64: string, lines: number): void {
    const depth = (this.#options.depth ?? 0) + 1;
    const line = this.#line + lines;
    const logs = depth > limits.depth ? "a delivery inside more deliveries than there are" : logsInPayload(base64);
    if (typeof logs === "string") {
      this.#problem(`a delivery that cannot be read was skipped: ${logs}`, "", lines);
      return;
    }
    const inner = new LogReader({ ...this.#options, logStream: null, depth });
    for (const event of [...inner.push(logs), ...inner.end()]) this.#events.push({ ...event, line });
  }

  #textEvent(shape: TextShape): boolean {
    const buffer = this.#buffer;
    let end = this.#lineEnd(this.#known - this.#base);
    for (;;) {
      if (end === null) break;
      this.#known = this.#base + end;
      const next = end + 1;
      if (next >= buffer.length) {
        if (this.#final) break;
        end = null;
        break;
      }
      const nextEnd = this.#lineEnd(next);
      if (nextEnd === null && buffer.length - next < 1_024) {
        end = null;
        break;
      }
      if (begins(shape, buffer, next, nextEnd ?? buffer.length)) break;
      if (end - this.#at > limits.textBytes) break;
      end = nextEnd;
    }
    if (end === null && buffer.length - this.#at <= limits.textBytes) return false;
    this.#shape = null;
    if (end === null || end - this.#at > limits.textBytes) {
      this.#tooLong();
      return true;
    }
    if (!this.#relevant || this.#marks.between(this.#at, end)) this.#readText(shape, end);
    return this.#pass(end);
  }

  #readText(shape: TextShape, end: number): void {
    const content = readText(shape, this.#buffer.toString("utf8", this.#at, end));
    if (content !== null) this.#emit(content);
    else
      this.#problem("a line that begins as CloudWatch's tools write it and does not go on so was skipped; expected a time and a message");
  }

  #row(header: CsvHeader): boolean {
    const buffer = this.#buffer;
    let end = rowEnd(buffer, this.#at);
    if (end < 0) {
      if (!this.#final && buffer.length - this.#at <= limits.recordBytes) return false;
      if (!this.#final) {
        this.#problem("a CSV row with a quote that is never closed; expected a closing quote. Its first line was skipped");
        this.#skipping = true;
        return true;
      }
      end = buffer.length;
    }
    if (!this.#relevant || this.#marks.between(this.#at, end)) {
      const text = trimEnd(buffer.toString("utf8", this.#at, end));
      if (text !== "") this.#cells(header, cellsOf(text, header.separator));
    }
    return this.#pass(end);
  }

  #cells({ fields }: CsvHeader, cells: readonly string[]): void {
    if (cells.length !== fields.length) {
      this.#problem(`a CSV row that has not the ${fields.length} columns of its header was skipped`, ` (it has ${cells.length})`);
      return;
    }
    const row: Record<string, string> = Object.create(null);
    for (const [index, field] of fields.entries()) row[field] = cells[index] as string;
    const read = readInsights(row, none);
    if (read.kind === "event") this.#emit(read.content);
    else if (read.kind === "bad") this.#problem(`expected ${read.expected}`);
  }

  /** A message that is a line of text, with the lines below it that are indented: a stack. */
  #plain(lineEnd: number): boolean {
    const buffer = this.#buffer;
    let end = lineEnd;
    for (;;) {
      if (end + 1 >= buffer.length) {
        if (!this.#final && end - this.#at <= limits.textBytes) return false;
        break;
      }
      if (buffer[end + 1] !== 0x20 || end - this.#at > limits.textBytes) break;
      const next = this.#lineEnd(end + 1);
      if (next === null) {
        if (buffer.length - this.#at <= limits.textBytes) return false;
        break;
      }
      end = next;
    }
    if (!this.#relevant || this.#marks.between(this.#at, end)) {
      const text = trimEnd(buffer.toString("utf8", this.#at, end));
      if (text.includes("\u0000")) this.#problem("bytes that are no text were skipped; expected logs as text, JSON, CSV or gzip");
      else if (!isTextNoise(text) && text !== "") this.#message(text);
    } else if (this.#relevant && this.#first && buffer.subarray(this.#at, end).includes(0)) {
      this.#problem("bytes that are no text were skipped; expected logs as text, JSON, CSV or gzip");
    }
    return this.#pass(end);
  }

  #message(message: string, lines = 0): void {
    this.#emit({ message, timestamp: null, logGroup: null, logStream: null, eventId: null }, lines);
  }

  #emit(content: Content, lines = 0): void {
    if (content.message.length > limits.messageBytes) {
      this.#problem(
        `an event of more than ${limits.messageBytes / 1024 / 1024} MiB was skipped; CloudWatch holds none of that size`,
        "",
        lines,
      );
      return;
    }
    const logStream = content.logStream ?? this.#options.logStream ?? null;
    this.#events.push({ ...content, logStream, file: this.#options.file, line: this.#line + lines });
  }

  /** The line break from here on; at the file's end that end; null when it is not known yet. */
  #lineEnd(from: number): number | null {
    const found = this.#buffer.indexOf(newline, from);
    return found >= 0 ? found : this.#final ? this.#buffer.length : null;
  }

  /** Goes on behind this line break, counting those before it. */
  #pass(end: number): boolean {
    for (let at = this.#buffer.indexOf(newline, this.#at); at >= 0 && at <= end; at = this.#buffer.indexOf(newline, at + 1)) this.#line++;
    this.#at = Math.min(end + 1, this.#buffer.length);
    return true;
  }

  #tooLong(): void {
    this.#problem(
      `a line or event of more than ${limits.messageBytes / 1024 / 1024} MiB was skipped; CloudWatch holds none of that size`,
      ` (byte ${this.#base + this.#at})`,
    );
    this.#skipping = true;
  }

  #skip(): boolean {
    const end = this.#buffer.indexOf(newline, this.#at);
    if (end < 0) this.#at = this.#buffer.length;
    else {
      this.#skipping = false;
      this.#line++;
      this.#at = end + 1;
    }
    return true;
  }

  #problem(kind: string, detail = "", lines = 0): void {
    this.#options.problems.add(this.#line + lines, kind, detail);
  }
}

/** Does another event begin here, after one of this shape? A time alone is too common in messages to end another shape's event. */
function begins(shape: TextShape, buffer: Buffer, start: number, end: number): boolean {
  const next = shapeOfLine(buffer, start, end);
  if (next !== null) return next === shape || (next !== "tail-short" && next !== "timed");
  return shape === "text-output" && isTextNoise(buffer.toString("latin1", start, Math.min(end, start + 200)));
}

function hasSeveral(line: Buffer): boolean {
  return line.includes("}{") || line.includes("}\t{");
}
