/** The rows below a header of the console's CSV, each an event. */
import { readInsights } from "./containers.ts";
import { type CsvHeader, cellsOf, messageColumn, rowEnd } from "./csv.ts";
import { isFence } from "./fence.ts";
import { limits } from "./limits.ts";
import type { Marks } from "./marks.ts";
import { nowhere, placeOf } from "./place.ts";
import type { Sink } from "./sink.ts";
import { trimEnd } from "./text-lines.ts";
import { timeOf } from "./time.ts";
import { unwrapValue } from "./unwrap.ts";
import type { Window } from "./window.ts";

const none: ReadonlyMap<string, string> = new Map();

export class CsvRows {
  readonly #header: CsvHeader;

  constructor(header: CsvHeader) {
    this.#header = header;
  }

  /** `broken`: the caller skips its first line. */
  read(window: Window, sink: Sink, marks: Marks): "more" | "done" | "broken" {
    const { bytes, at, final } = window;
    let end = rowEnd(bytes, at);
    if (end < 0) {
      if (!final && bytes.length - at <= limits.recordBytes) return "more";
      if (!final || this.#hasRows(window.text(at, bytes.length))) {
        sink.problem("a quote in this CSV row is never closed; the first line of the row was skipped");
        return "broken";
      }
      end = bytes.length;
    }
    if (marks.between(at, end)) {
      const row = trimEnd(window.text(at, end));
      if (row !== "" && !isFence(row)) this.#row(cellsOf(row, this.#header.separator), sink);
    }
    window.pass(end);
    return "done";
  }

  /**
   * The last row of a file may be cut in its last cell. Where that cell holds rows, its quote was never
   * closed.
   */
  #hasRows(row: string): boolean {
    const { fields, separator } = this.#header;
    const time = fields.findIndex((field) => /^@?timestamp$/.test(field));
    return row.split("\n").some((line, index) => {
      const cells = index === 0 ? [] : cellsOf(line, separator);
      return cells.length === fields.length && timeOf(cells[time]) !== null;
    });
  }

  #row(cells: readonly string[], sink: Sink): void {
    const { fields, isOthers } = this.#header;
    if (cells.length !== fields.length) {
      sink.problem(
        `this CSV row does not have the header's ${fields.length} columns; it was skipped`,
        ` (it has ${cells.length})`,
      );
      return;
    }
    const row: Record<string, string> = Object.create(null);
    for (const [index, field] of fields.entries()) row[field] = cells[index] as string;
    if (isOthers === true) {
      this.#others(row, sink);
      return;
    }
    const read = readInsights(row, none);
    if (read.kind === "event") sink.event(read.content, "CSV");
    else if (read.kind === "bad") this.#others(row, sink);
  }

  #others(row: Readonly<Record<string, string>>, sink: Sink): void {
    const { fields } = this.#header;
    const found = unwrapValue(row, Object.values(row).join("").length);
    const message = row[fields[messageColumn(this.#header)] ?? ""];
    if (found.length > 0) sink.unwrapped(found);
    else if (message !== undefined)
      sink.event({ ...placeOf(Object.entries(row), nowhere), message }, "CSV of another tool");
    else
      sink.problem(
        `no column of this CSV holds messages (its columns are ${fields.join(", ").slice(0, 200)}); ` +
          "export it with the column that holds the log lines, such as @message",
      );
  }
}
