import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Value } from "../../../incident/query/answer.ts";
import { type Format, formats } from "../../../incident/query/formats.ts";
import { maxRows } from "../../../incident/query/text-table.ts";
import { cellsOf, rowEnd } from "../../../incident/read/csv.ts";

async function written(
  format: Format,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  width: number | null = null,
) {
  let text = "";
  async function* batches(): Answer["rows"] extends AsyncIterable<infer Batch>
    ? AsyncGenerator<Batch>
    : never {
    for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
  }
  const sink = async (part: string): Promise<void> => {
    text += part;
  };
  const outcome = await formats[format]({ columns, rows: batches() }, sink, width);
  return { text, ...outcome };
}

/** Rows of CSV as a reader of the format takes them. */
function parsed(csv: string): string[][] {
  const bytes = Buffer.from(csv);
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = rowEnd(bytes, at);
    expect(end).toBeGreaterThan(0);
    rows.push(cellsOf(bytes.toString("utf8", at, end).replace(/\r$/, ""), ","));
    at = end + 1;
  }
  return rows;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal acts on
const acted = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const hostile = [
  "\u001b]0;owned\u0007",
  "\u009b31m",
  "a\u202eb",
  "\u0000",
  "</script>",
  "x\r\ny",
  '"',
  "é漢字",
];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...hostile, "=1+1", "@SUM(A1)", "+1", "-1", "\t=1", " =1", "＝1", "-"),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.tuple(
      fc.uniqueArray(text, { minLength: width, maxLength: width }),
      fc.array(fc.array(value, { minLength: width, maxLength: width })),
    ),
  );

describe("CSV", () => {
  it("keeps rows and columns, and no text is a formula or acts on a terminal", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ([columns, rows]) => {
        const { text: csv, rows: count } = await written("csv", columns, rows);
        expect(csv.replaceAll("\r\n", "\n")).not.toMatch(acted);
        const read = parsed(csv);
        expect(count).toBe(rows.length);
        expect(read).toHaveLength(rows.length + 1);
        for (const [index, cells] of read.entries()) {
          expect(cells).toHaveLength(columns.length);
          for (const [column, cell] of cells.entries()) {
            const was = index === 0 ? columns[column] : rows[index - 1]?.[column];
            if (typeof was === "number") expect(Number(cell)).toBe(was === 0 ? 0 : was);
            else expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
          }
        }
      }),
    );
  });

  it("is as it was where nothing is dangerous", async () => {
    const { text: csv } = await written(
      "csv",
      ["a", "b"],
      [
        ["x, y", -5],
        ['say "no"', null],
        ["two\nlines", true],
        ["=cmd|' /C calc'!A0", { k: [1] }],
      ],
    );
    expect(csv).toBe(
      `a,b\r\n"x, y",-5\r\n"say ""no""",\r\n"two\nlines",true\r\n'=cmd|' /C calc'!A0,"{""k"":[1]}"\r\n`,
    );
  });
});

describe("JSON", () => {
  it("means the same, and nothing in it acts on a terminal", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ([columns, rows]) => {
        const { text: json } = await written("json", columns, rows);
        expect(json).not.toMatch(acted);
        const members = (row: readonly Value[]) =>
          Object.fromEntries(columns.map((name, column) => [name, row[column] ?? null]));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(rows.map(members))));
      }),
    );
  });
});

describe("a table", () => {
  it("lies within the terminal, and loses nothing", async () => {
    const path = "/var/task/node_modules/@aws-lambda-powertools/logger";
    const rows = [
      ["orders", path, 12],
      ["a function with a long name", `${path}/lib/cjs/index.js`, -3.5],
    ];
    for (const width of [40, 60, 80]) {
      const { text: table } = await written("table", ["function_name", "path", "modules"], rows, width);
      for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
      expect(table.replace(/\s/g, "")).toContain("12");
    }
    const { text: wide } = await written("table", ["function_name", "path", "modules"], rows);
    expect(wide.split("\n").map((line) => line.replace(/ {2,}/g, "  "))).toEqual([
      "function_name  path  modules",
      `${"-".repeat(27)}  ${"-".repeat(path.length + 17)}  -------`,
      `orders  ${path}  12`,
      `a function with a long name  ${path}/lib/cjs/index.js  -3.5`,
      "",
    ]);
  });

  it("too wide for the terminal is a list of values, without those that are not there", async () => {
    const columns = Array.from({ length: 20 }, (_, index) => `column_${index}`);
    const { text: list } = await written(
      "table",
      columns,
      [columns.map((_, index) => (index === 3 ? null : `value number ${index}`))],
      80,
    );
    expect(list).toContain("-- row 1\ncolumn_0   value number 0\n");
    expect(list).not.toContain("column_3 ");
  });

  it("does nothing to a terminal", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(null, 20, 80), async ([columns, rows], width) => {
        const { text: table } = await written("table", columns, rows, width);
        expect(table).not.toMatch(acted);
        expect(table).not.toContain("\r");
      }),
    );
  });

  it("takes no longer where one row is far wider than the others", async () => {
    const rows = Array.from({ length: maxRows }, (_, row) =>
      [0, 1, 2].map(() => (row === 0 ? "x".repeat(2_000) : "x")),
    );
    const { text: table } = await written("table", ["a", "b", "c"], rows);
    expect(table.split("\n")[3]?.length).toBe(4_005);
  });

  it("shows a page, and says so", async () => {
    const rows = Array.from({ length: maxRows + 4 }, (_, index) => [index]);
    const { text: table, cut, rows: count } = await written("table", ["n"], rows);
    expect([cut, count, table.trimEnd().split("\n").length]).toEqual([true, maxRows, maxRows + 2]);
    expect((await written("table", ["n"], rows.slice(0, maxRows))).cut).toBe(false);
  });
});
