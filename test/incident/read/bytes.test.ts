/** The parts that look at bytes: against the plain way of asking the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readElement } from "../../../incident/read/containers.ts";
import { cellsOf, csvHeaderOf, rowEnd } from "../../../incident/read/csv.ts";
import { FirstKey } from "../../../incident/read/first-key.ts";
import { JsonScanner } from "../../../incident/read/json-scanner.ts";
import { Marks } from "../../../incident/read/marks.ts";
import { NextPlace } from "../../../incident/read/next-place.ts";
import { Window } from "../../../incident/read/window.ts";

describe("marks", () => {
  const words = [
    "utcrop",
    "REPORT",
    "INIT_",
    ".repor",
    ".init",
    "ERR",
    "ATAL",
    "Error",
    "js:",
    "Task t",
    "H4sI",
  ];

  it("between two places are found as text finds them, in whatever order is asked", () => {
    const part = fc.oneof(
      fc.constantFrom(...words, ...words.map((word) => word.slice(1))),
      fc.string({ maxLength: 12, unit: "grapheme-ascii" }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(400), fc.nat(100))),
        (parts, ranges) => {
          const text = parts.join("");
          const marks = new Marks("relevant");
          marks.in(Buffer.from(text));
          for (const [start, length] of ranges) {
            const between = text.slice(start, start + length);
            expect([between, marks.between(start, start + length)]).toEqual([
              between,
              words.some((word) => between.includes(word)),
            ]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are everywhere where all is wanted", () => {
    const marks = new Marks("all");
    marks.in(Buffer.from("x"));
    expect(marks.between(0, 1)).toBe(true);
  });
});

describe("the next place of some bytes", () => {
  it("is where text finds it, in whatever order is asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("ata", "at", "a", '"', "x"), { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(120), fc.nat(40))),
        (parts, ranges) => {
          const text = parts.join("");
          const place = new NextPlace(Buffer.from('ata"'));
          place.in(Buffer.from(text));
          for (const [start, length] of ranges)
            expect(place.between(start, start + length)).toBe(
              text.slice(start, start + length).includes('ata"'),
            );
        },
      ),
    );
  });

  it("is looked for again in other bytes", () => {
    const place = new NextPlace(0);
    place.in(Buffer.from("ab"));
    expect(place.between(0, 2)).toBe(false);
    place.in(Buffer.from("a\0"));
    expect(place.between(0, 2)).toBe(true);
  });
});

describe("a line's first key", () => {
  it.each([
    ['{"level":"INFO"}', "message"],
    ['{"timestamp":"2026-11-20T10:00:00Z","level":"INFO"}', "message"],
    ['{"timestamp":1773457923000,"message":"x"}', "event"],
    ['{ "message" : "x"}', "event"],
    ['{"events":[]}', "document"],
    ['{"@message":"x"}', "document"],
    ["{}", "document"],
    ['{"a\\u0062":1}', "document"],
  ] as const)("makes %s a %s, also among others", (line, kind) => {
    const others = [
      '{"time":1}',
      '{"timestamp":"x"}',
      '{"timestamp":1}',
      '{"logStreamName":"x"}',
      '{"events":1}',
    ];
    const firstKey = new FirstKey();
    const kindOf = (text: string): string => firstKey.kindOf(Buffer.from(`..${text}`), 2, text.length + 2);
    expect(new FirstKey().kindOf(Buffer.from(line), 0, line.length)).toBe(kind);
    for (const other of [
      ...others,
      ...Array.from({ length: 20 }, (_, number) => `{"k${number}":1}`),
      ...others,
    ])
      kindOf(other);
    expect([kindOf(line), kindOf(line)]).toEqual([kind, kind]);
  });
});

describe("CSV", () => {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

  it("cells are those that were written, and a row ends where it ends", () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ",", "\n", "a", "é", "\r", " ") });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), fc.constantFrom(",", ";", "\t"), (cells, separator) => {
        const row = cells.map(quoted).join(separator);
        expect(cellsOf(row, separator)).toEqual(cells);
        const bytes = Buffer.from(`${row}\n"next","row"\n`);
        expect(rowEnd(bytes, 0)).toBe(Buffer.byteLength(row));
      }),
    );
  });

  it("headers are those of the console, and no line of a log", () => {
    expect(csvHeaderOf("@timestamp,@message,@logStream")?.fields).toEqual([
      "@timestamp",
      "@message",
      "@logStream",
    ]);
    expect(csvHeaderOf('"timestamp";"message"')?.separator).toBe(";");
    for (const line of ["message", "order,paid", "timestamp,message,price", "@timestamp <b>,@message"])
      expect(csvHeaderOf(line)).toBeNull();
  });
});

describe("the JSON scanner", () => {
  it("ends where a document ends, and gives the elements of a list", () => {
    fc.assert(
      fc.property(
        fc.array(fc.json(), { maxLength: 8 }),
        fc.nat(3),
        fc.string(),
        (elements, indent, behind) => {
          const text =
            indent === 0
              ? `[${elements.join(",")}]`
              : JSON.stringify(
                  elements.map((element) => JSON.parse(element)),
                  null,
                  indent,
                );
          const bytes = Buffer.from(`${text}${behind}`);
          const scanner = new JsonScanner(0);
          expect(scanner.scan(bytes, 0)).toBe("done");
          expect(scanner.at).toBe(Buffer.byteLength(text));
          const read = scanner.elements.map(({ start, end }) =>
            JSON.parse(bytes.toString("utf8", start, end)),
          );
          expect(read).toEqual(elements.map((element) => JSON.parse(element)));
          for (const { start, lines } of scanner.elements)
            expect(lines).toBe(bytes.subarray(0, start).toString().split("\n").length - 1);
        },
      ),
    );
  });

  it("stops in any bytes, no later than they end", () => {
    const token = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "1", "a", " ", "\n", "é");
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const bytes = Buffer.from(tokens.join(""));
        const scanner = new JsonScanner(0);
        scanner.scan(bytes, 0);
        expect(scanner.at).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe("a window", () => {
  it("holds the bytes that are not read yet, whatever is written over the chunks", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 50 }), fc.nat(60))), (steps) => {
        const window = new Window();
        let all = Buffer.alloc(0);
        let read = 0;
        for (const [bytes, advance] of steps) {
          const chunk = Buffer.from(bytes);
          all = Buffer.concat([all, chunk]);
          window.append(chunk);
          window.at = Math.min(window.at + advance, window.bytes.length);
          read = window.place;
          window.release();
          chunk.fill(0xff);
          expect(window.place).toBe(read);
          expect(window.bytes.subarray(window.at).equals(all.subarray(read))).toBe(true);
        }
      }),
    );
  });
});

describe("an entry of a document", () => {
  const none = new Map<string, string>();

  it("with a message is not a delivery, whatever its data", () => {
    expect(readElement({ message: "paid", data: "aGVsbG8=", level: "INFO" }, none)).toEqual({
      kind: "other",
    });
    expect(readElement({ recordId: "1", data: "aGVsbG8=" }, none)).toEqual({
      kind: "payload",
      base64: "aGVsbG8=",
    });
  });

  it("is an event by its keys and its time", () => {
    expect(readElement({ timestamp: 1, message: "x" }, none)).toMatchObject({
      kind: "event",
      content: { message: "x", timestamp: 1 },
    });
    expect(readElement({ timestamp: "soon", message: "x" }, none)).toEqual({ kind: "other" });
    expect(readElement({ timestamp: 1, message: "x", level: "INFO" }, none)).toEqual({ kind: "other" });
    expect(readElement({ message: "x" }, none)).toEqual({ kind: "other" });
  });
});
