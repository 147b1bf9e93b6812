/**
 * Takes a file's bytes as they come and gives its events, whatever their shape. At the beginning of each
 * record it decides by the bytes there: `{` or `[` is a JSON document, CloudWatch's or a message of its own;
 * a header is CSV; a time or `EVENTS` is a line of a tool; all else is a message, one on each line. What is
 * kept of the bytes is one record, and each record is bounded.
 */

import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { anyHeaderOf, csvHeaderOf } from "./csv.ts";
import { CsvRows } from "./csv-rows.ts";
import { isFenceAt } from "./fence.ts";
import { FirstKey } from "./first-key.ts";
import { JsonDocument } from "./json-document.ts";
import { limits } from "./limits.ts";
import { Marks } from "./marks.ts";
import { readPlainLines } from "./plain-lines.ts";
import { Sink, type SinkOptions } from "./sink.ts";
import { TextEvent } from "./text-event.ts";
import { shapeOfLine } from "./text-lines.ts";
import { Window } from "./window.ts";

export interface ReaderOptions extends SinkOptions {
  readonly wanted: "all" | "relevant";
}

const newline = 0x0a;
const tab = 0x09;
const quote = 0x22;
const atSign = 0x40;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const maxHeaderBytes = 4_096;
const none: ReadonlyMap<string, string> = new Map();

export class LogReader {
  readonly #window = new Window();
  readonly #marks: Marks;
  readonly #sink: Sink;
  readonly #firstKey = new FirstKey();
  /** Nothing but blanks and the marks around pasted text came before. */
  #isFirst = true;
  /** What is being read, over as many chunks as it takes. */
  #document: JsonDocument | null = null;
  #text: TextEvent | null = null;
  #csv: CsvRows | null = null;
  /** Bytes that were followed as documents and then were none: each line of a file may begin one. */
  #inVain = 0;
  /** What is skipped up to the next line break. */
  #skipping = false;

  constructor(options: ReaderOptions) {
    this.#marks = new Marks(options.wanted);
    this.#sink = new Sink(options, this.#window, (delivery, depth) => {
      const inner = new LogReader({ ...options, logStream: null, depth });
      return [...inner.push(delivery), ...inner.end()];
    });
  }

  /** The chunk's bytes may be written over afterwards. */
  push(chunk: Buffer): LogEvent[] {
    this.#window.append(chunk);
    const events = this.#run();
    this.#window.release();
    return events;
  }

  end(): LogEvent[] {
    this.#window.final = true;
    return this.#run();
  }

  #run(): LogEvent[] {
    const window = this.#window;
    this.#marks.in(window.bytes);
    while (window.at < window.bytes.length && this.#step());
    return this.#sink.taken();
  }

  /** False when more bytes are needed. */
  #step(): boolean {
    if (this.#skipping) {
      this.#skipping = !this.#window.skipLine();
      return true;
    }
    if (this.#document !== null) return this.#readDocument(this.#document);
    if (this.#text !== null) return this.#readText(this.#text);
    if (this.#csv !== null) return this.#readRow(this.#csv);
    return this.#record();
  }

  #record(): boolean {
    const window = this.#window;
    const { bytes } = window;
    const first = bytes[window.at] as number;
    if (first === newline) {
      window.passLine(window.at);
      return true;
    }
    if (first === 0x20 || first === tab || first === 0x0d) {
      window.at++;
      return true;
    }
    if (first === byteOrderMark[0] && window.place === 0) {
      if (bytes.length < 3 && !window.final) return false;
      if (bytes.subarray(0, 3).equals(byteOrderMark)) {
        window.at += 3;
        return true;
      }
    }
    const end = window.lineEnd(window.at);
    if (end === null && bytes.length - window.at <= limits.textBytes) return false;
    if (end !== null && isFenceAt(bytes, window.at, end)) {
      window.passLine(end);
      return true;
    }
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (first === openBrace || first === openBracket) {
      if (end !== null && this.#jsonLine(first, end)) return true;
      if (this.#inVain > limits.vainBytes && end !== null) return this.#textLine(isFirst, end);
      this.#document = new JsonDocument(window, this.#sink, this.#marks);
      return true;
    }
    return end === null ? this.#tooLong() : this.#textLine(isFirst, end);
  }

  /**
   * Most lines that begin as JSON does are one object each, and need not be followed byte by byte. False for
   * any other.
   */
  #jsonLine(first: number, end: number): boolean {
    const window = this.#window;
    const { bytes, at: start } = window;
    let last = end - 1;
    while (last > start && (bytes[last] as number) <= 0x20) last--;
    if (first !== openBrace || bytes[last] !== closeBrace || end - start > limits.textBytes) return false;
    const kind = this.#firstKey.kindOf(bytes, start, end);
    if (kind === "document") return false;
    if (this.#marks.between(start, end)) {
      const text = window.text(start, last + 1);
      if (kind === "event") {
        if (!this.#event(text)) return false;
      } else if (hasSeveral(text)) return false;
      else this.#sink.message(text);
    }
    window.passLine(end);
    return true;
  }

  #event(text: string): boolean {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return false;
    }
    if (!this.#sink.element(value, none, 0)) this.#sink.message(text);
    return true;
  }

  #textLine(isFirst: boolean, end: number): boolean {
    const window = this.#window;
    const { bytes, at: start } = window;
    const shape = shapeOfLine(bytes, start, end);
    if (shape !== null) {
      this.#text = new TextEvent(window, shape);
      return true;
    }
    const first = bytes[start];
    if (
      (isFirst || first === atSign || (first === quote && bytes[start + 1] === atSign)) &&
      end - start <= maxHeaderBytes
    ) {
      const line = window.text(start, end).trim();
      const header = csvHeaderOf(line) ?? (isFirst ? anyHeaderOf(line) : null);
      if (header !== null) this.#csv = new CsvRows(header);
      // Windows PowerShell's Export-Csv begins with the type of its rows.
      if (line.startsWith("#TYPE ")) this.#isFirst = isFirst;
      if (header !== null || line.startsWith("#TYPE ")) {
        window.passLine(end);
        return true;
      }
    }
    return readPlainLines(window, end, this.#sink, this.#marks);
  }

  #readDocument(document: JsonDocument): boolean {
    const outcome = document.read();
    if (outcome === "more") return false;
    if (typeof outcome === "number") {
      this.#inVain += document.scanned;
      const { bytes, at, final } = this.#window;
      if (outcome === bytes.length && !final && outcome - at > limits.textBytes) {
        this.#document = null;
        return this.#tooLong();
      }
      if (!readPlainLines(this.#window, outcome, this.#sink, this.#marks)) return false;
    }
    this.#document = null;
    this.#skipping = outcome === "broken";
    return true;
  }

  #readText(text: TextEvent): boolean {
    const outcome = text.read(this.#sink, this.#marks);
    if (outcome === "more") return false;
    this.#text = null;
    return outcome === "done" || this.#tooLong();
  }

  #readRow(rows: CsvRows): boolean {
    const outcome = rows.read(this.#window, this.#sink, this.#marks);
    this.#skipping = outcome === "broken";
    return outcome !== "more";
  }

  #tooLong(): boolean {
    this.#sink.problem(
      `skipped a line or event of more than ${limits.messageBytes / 1024 / 1024} MiB, CloudWatch's limit`,
      ` (byte ${this.#window.place})`,
    );
    this.#skipping = true;
    return true;
  }
}

/** Documents one after the other, as Firehose writes them without a line break. Most lines have one brace. */
function hasSeveral(line: string): boolean {
  const last = line.length - 1;
  for (let at = line.indexOf("}"); at < last && at >= 0; at = line.indexOf("}", at + 1)) {
    const next = line.charCodeAt(at + 1);
    if (next === openBrace || (next === tab && line.charCodeAt(at + 2) === openBrace)) return true;
  }
  return false;
}
