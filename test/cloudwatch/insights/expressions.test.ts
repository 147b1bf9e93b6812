/** What an expression is worth, and the fields of an event. */
import { describe, expect, it } from "vitest";
import { EventFields, mostFields } from "../../../cloudwatch/insights/event-fields.ts";
import { eventsOf, rowsOf, worthOf } from "./events.ts";

const event = {
  n: 5,
  text: "5",
  word: "b10",
  empty: "",
  yes: true,
  no: false,
  none: null,
  deep: { list: [{ id: "i-1" }] },
};

describe("values", () => {
  it.each<[expression: string, value: unknown]>([
    ["1 + 2 * 3 - 4 / 2", 5],
    ["(1 + 2) * 3", 9],
    ["2 ^ 3 ^ 2", 512],
    ["10 % 3", 1],
    ["-n + 1", -4],
    ["n / 0", null],
    ["word + 1", null],
    ["text * 2", 10],
    ["n = text", 1],
    ["n = 5.0 and text in [4, 5]", 1],
    ["word > 'b1'", 1],
    ["absent = 1 or absent < 1 or absent > 1 or absent in [1]", 0],
    ["absent != 1", 1],
    ["not absent = 1", 1],
    ["absent not in [1]", 1],
    ["absent not like 'x'", 1],
    ["not not n", 1],
    ["n = 5 or n = 6 and n = 7", 1],
    ["word like 'b1'", 1],
    ["word like /^B/", 0],
    ["word like /(?i)^B/", 1],
    ["word =~ /\\d+$/", 1],
    ["word not like /x\\/y/", 1],
    ["yes = 1 and no = 0", 1],
    ["deep.list.0.id", "i-1"],
    ["`deep.list.0.id`", "i-1"],
    ["strlen('aé😀')", 3],
    ["concat(word, '-', n)", "b10-5"],
    ["concat(word, absent)", null],
    ["substr('xyZfooxyZ', 3, 3)", "foo"],
    ["replace('a.b.c', '.', '$&')", "a$&b$&c"],
    ["strcontains(word, '10') + strcontains(word, 'x')", 1],
    ["coalesce(absent, empty, n)", ""],
    ["ispresent(empty) + ispresent(none) * 10", 1],
    ["isempty(absent) + isempty(empty) + isempty(word)", 2],
    ["isblank('  ')", 1],
    ["greatest(1, n, 3) - least(1, n)", 4],
    ["toupper(word)", "B10"],
    ["floor(2.7) + ceil(2.1) + abs(-1) + sqrt(4)", 8],
    ["sqrt(-1)", null],
    ["fromMillis(0)", "1970-01-01 00:00:00.000"],
    ["bin(1h)", "2026-11-21 12:00:00.000"],
    ["dateceil(@timestamp, 1day)", "2026-11-22 00:00:00.000"],
    ['"a \\"b\\""', 'a "b"'],
    [".5 + 1e2", 100.5],
  ])("%s", (expression, value) => {
    expect(worthOf(expression, event)).toBe(value);
  });
});

describe("the fields of an event", () => {
  it("are those of the first JSON object, after a prefix too", () => {
    const text =
      "2026-11-21T12:00:00.000Z\t0eaa2db0-0d72-484e-b10a-70607ea5fec3\tERROR\tInvoke Error \t" +
      '{"errorType":"TypeError","a":"}{"} {"a":1}';
    expect(rowsOf("fields errorType, a, @requestId, @type", text)).toEqual([
      ["TypeError", "}{", "0eaa2db0-0d72-484e-b10a-70607ea5fec3", null],
    ]);
    expect(rowsOf("fields a", "{ no JSON", '[{"a":1}]', '{"a":', "")).toEqual([[null], [null], [1], [null]]);
  });

  it("are the platform's in REPORT lines, memory in bytes", () => {
    const report =
      "REPORT RequestId: 0eaa2db0-0d72-484e-b10a-70607ea5fec3\tDuration: 12.30 ms\t" +
      "Billed Duration: 63 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 50.10 ms";
    const fields =
      "fields @type, @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed, @initDuration, " +
      "@unknown";
    expect(rowsOf(fields, report)).toEqual([
      ["REPORT", "0eaa2db0-0d72-484e-b10a-70607ea5fec3", 12.3, 63, 128_000_000, 64_000_000, 50.1, null],
    ]);
  });

  it("are the event's own, and a name of the message's that begins with @ gets another one", () => {
    expect(rowsOf("fields @message, @log, @logStream, @ptr, @ingestionTime, @@x", { "@x": 1 })).toEqual([
      ['{"@x":1}', "/aws/lambda/orders", "stream", "log:1", null, 1],
    ]);
  });

  it(`are at most ${mostFields}, however many and deep they lie`, () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index]));
    const [event] = eventsOf(wide);
    expect(event && new EventFields(event).discovered.size).toBe(mostFields);
    expect(worthOf("k199 + ispresent(k200)", wide)).toBe(199);
    expect(worthOf("ispresent(a)", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`)).toBe(0);
  });
});
