/** What each command does, as its page in AWS's documentation says. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../cloudwatch/insights/evaluate.ts";
import { eventsOf, noon, rowsOf, run } from "./events.ts";

describe("fields and display", () => {
  it("show @timestamp and @message, newest first, where nothing is asked for", () => {
    expect(run("filter n > 0", { n: 1 }, { n: 2 }, { n: 0 })).toEqual({
      fields: ["@timestamp", "@message"],
      rows: [
        ["2026-11-21 12:00:01.000", '{"n":2}'],
        ["2026-11-21 12:00:00.000", '{"n":1}'],
      ],
    });
  });

  it("add up over several fields commands, and make fields for the commands after them", () => {
    const table = run("fields n * 2 as twice, n | filter twice = 4 | fields twice + 1", { n: 1 }, { n: 2 });
    expect(table).toEqual({ fields: ["twice", "n", "twice + 1"], rows: [[4, 2, 5]] });
  });

  it("show what the last display names and nothing else", () => {
    expect(run("fields a, b | display a | display b, c", { a: 1, b: 2 })).toEqual({
      fields: ["b", "c"],
      rows: [[2, null]],
    });
  });
});

describe("limit and sort", () => {
  const many = Array.from({ length: 10_050 }, (_, n) => ({ n }));

  it("give 10,000 rows without a limit, and the newest", () => {
    const rows = rowsOf("fields n", ...many);
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([10_000, [10_049], [50]]);
  });

  it("give the first of the order, not of the log", () => {
    expect(rowsOf("fields n | sort n asc | limit 2", ...many.slice(0, 50).reverse())).toEqual([[0], [1]]);
    expect(rowsOf("fields n | limit 2", ...many.slice(0, 50))).toEqual([[49], [48]]);
    expect(rowsOf("fields n | limit any 2", ...many.slice(0, 50))).toEqual([[0], [1]]);
  });

  it("filter after sort does not lose rows to a limit", () => {
    expect(rowsOf("fields n | sort n desc | filter n < 3 | limit 2", ...many.slice(0, 50))).toEqual([
      [2],
      [1],
    ]);
  });

  it("sort by several keys, equal rows in the order they came", () => {
    const rows = rowsOf(
      "fields a, b | sort a desc, b",
      { a: 1, b: 2 },
      { a: 2, b: 1, c: 1 },
      { a: 2, b: 1, c: 2 },
      { a: 2, b: 0 },
    );
    expect(rows).toEqual([
      [2, 0],
      [2, 1],
      [2, 1],
      [1, 2],
    ]);
  });

  it("sort as the documentation's example", () => {
    const documented = [
      "!:",
      "#",
      "*%04",
      "0#",
      "5A",
      "111A",
      "2345_",
      "@",
      "@_",
      "A",
      "A9876fghj",
      "a12345hfh",
      "0",
      "01",
      "1",
      "2",
      "3",
    ];
    const shuffled = documented
      .map((value, index) => ({ value, order: (index * 7) % 17 }))
      .sort((a, b) => a.order - b.order);
    const inOrder = rowsOf("fields value | sort value asc", ...shuffled).map(([value]) => value);
    // 0 and 01 are equal numbers.
    expect(inOrder.map((value) => (value === "01" ? "0" : value))).toEqual(
      documented.map((value) => (value === "01" ? "0" : value)),
    );
    expect(rowsOf("fields value | sort value desc | limit 2", ...shuffled)).toEqual([["3"], ["2"]]);
  });
});

describe("dedup", () => {
  it("keeps the first of the order, and every row that lacks one of the fields", () => {
    const messages = [{ a: 1, n: 1 }, { a: 1, n: 2 }, { n: 3 }, { n: 4 }, { a: 2, n: 5 }];
    expect(rowsOf("fields n | sort n asc | dedup a", ...messages)).toEqual([[1], [3], [4], [5]]);
    expect(rowsOf("fields n | dedup a", ...messages)).toEqual([[5], [4], [3], [2]]);
    expect(rowsOf("fields n | dedup a | limit 2", ...messages)).toEqual([[5], [4]]);
    const repeated = [{ a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }, { a: 2 }];
    expect(rowsOf("fields a | sort a asc | dedup a | limit 2", ...repeated)).toEqual([[1], [2]]);
  });
});

describe("parse", () => {
  const line = "25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException";

  it("takes fields by a regular expression's groups or by asterisks, which an event need not match", () => {
    const wanted = [
      ["ERROR", "{foo=2, bar=data}", "DataIntegrityException"],
      [null, null, null],
    ];
    const shown = "| display a, b, c | sort @timestamp asc";
    expect(rowsOf(`parse @message "[*] * The error was: *" as a, b, c ${shown}`, line, "[no")).toEqual(
      wanted,
    );
    expect(
      rowsOf(
        `parse @message /\\[(?<a>\\S+)\\]\\s+(?<b>\\{.*\\})\\s+The error was: (?<c>\\S+)/ ${shown}`,
        line,
        "[no",
      ),
    ).toEqual(wanted);
    expect(rowsOf(`parse "[*]" as a | display a`, line)).toEqual([["ERROR"]]);
  });

  it("makes numbers that can be counted with", () => {
    expect(
      rowsOf(
        "parse @message /took (?<ms>[0-9.]+) ms/ | stats avg(ms), max(ms)",
        "took 1.50 ms",
        "took 2.50 ms",
        "took long",
      ),
    ).toEqual([[2, 2.5]]);
  });
});

describe("stats", () => {
  const messages = [
    { f: "a", n: 5, late: "x" },
    { f: "b", n: "7" },
    { f: "a", n: 1 },
    { n: 2, late: "y" },
    { f: "a", other: true },
  ];

  it("counts, adds and compares values by group; rows without the field are a group", () => {
    const table = run(
      "stats count(*) as all, count(n) as c, sum(n) as s, avg(n) as v, min(n) as lo, max(n) as hi by f",
      ...messages,
    );
    expect(table).toEqual({
      fields: ["f", "all", "c", "s", "v", "lo", "hi"],
      rows: [
        ["a", 3, 2, 6, 3, 1, 5],
        ["b", 1, 1, 7, 7, 7, 7],
        [null, 1, 1, 2, 2, 2, 2],
      ],
    });
  });

  it("takes the earliest and latest by time, not by the log's order", () => {
    const events = eventsOf(...messages).reverse();
    expect(
      evaluate("stats earliest(n), latest(n), earliest(late), latest(late), latest(absent)", events).rows,
    ).toEqual([[5, 2, "x", "y", null]]);
    expect(
      rowsOf("stats sortsFirst(n) as a, sortsLast(n) as b, count_distinct(f) as d", ...messages),
    ).toEqual([[1, "7", 2]]);
  });

  it("takes percentiles by the nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => ({ n: 100 - index }));
    expect(rowsOf("stats pct(n, 50), pct(n, 99), pct(n, 100), pct(n, 0), pct(none, 50)", ...hundred)).toEqual(
      [[50, 99, 100, 1, null]],
    );
  });

  it("calculates with aggregates and constants", () => {
    expect(rowsOf("stats 100 * sum(n) / count(*) as x, ceil(avg(n)) as y", { n: 1 }, { n: 2 })).toEqual([
      [150, 2],
    ]);
  });

  it("puts times in bins from the epoch on", () => {
    const counted = rowsOf("stats count(*) by bin(2s) | sort bin(2s) asc", {}, {}, {});
    expect(counted).toEqual([
      ["2026-11-21 12:00:00.000", 2],
      ["2026-11-21 12:00:02.000", 1],
    ]);
  });

  it("a second one sees what the first made, by alias or by its text", () => {
    const text =
      "stats sum(n) as s, max(@timestamp) as @t by f | filter s > 1 | " +
      "stats count(*) as groups, max(s) as m by datefloor(@t, 1h)";
    expect(run(text, ...messages)).toEqual({
      fields: ["datefloor(@t, 1h)", "groups", "m"],
      rows: [["2026-11-21 12:00:00.000", 3, 7]],
    });
    expect(rowsOf("stats sum(n) by f | sort sum(n) desc | limit 1", ...messages)).toEqual([["b", 7]]);
  });

  it("gives no row without an event", () => {
    expect(rowsOf("filter n = 9 | stats count(*)", ...messages)).toEqual([]);
  });
});

describe("SOURCE", () => {
  const events = eventsOf("one", "two").map((event, index) => ({
    ...event,
    logGroup: ["/aws/lambda/a", "/b"][index] ?? null,
  }));
  const messagesOf = (text: string, given = events) => evaluate(text, given).rows.map(([message]) => message);

  it("takes log groups by name and by prefix", () => {
    expect(messagesOf("SOURCE '/b' | fields @message")).toEqual(["two"]);
    expect(messagesOf("SOURCE '/b' | SOURCE '/aws/lambda/a' | fields @message")).toEqual(["two", "one"]);
    expect(
      messagesOf("SOURCE logGroups(namePrefix: ['/aws/', '/c'], class: 'STANDARD') | fields @message"),
    ).toEqual(["one"]);
  });

  it("takes every event whose export does not name its log group", () => {
    expect(
      messagesOf(
        "SOURCE '/c' | fields @message",
        events.map((event) => ({ ...event, logGroup: null })),
      ),
    ).toEqual(["two", "one"]);
  });
});

describe("a query in a filter", () => {
  const messages = [
    { id: "a", bad: 1 },
    { id: "a" },
    { id: 5, bad: 1 },
    { id: "5" },
    { id: "c" },
    { bad: 1 },
  ];

  it("is asked first, and its answers are what the field may be", () => {
    const text =
      "fields id, bad | filter id in " +
      "(filter bad = 1 | stats count(*) as n by id | filter n > 0 | fields id) and not ispresent(bad)";
    expect(rowsOf(`${text} | sort id asc`, ...messages)).toEqual([
      ["a", null],
      ["5", null],
    ]);
    expect(
      rowsOf("fields id | filter id not in (SOURCE '/none' | fields id) | limit any 1", ...messages),
    ).toEqual([["a"]]);
  });

  it("reads events that can be read only once", () => {
    const once = eventsOf(...messages).values();
    expect(evaluate("filter id in (filter bad = 1 | fields id) | stats count(*)", once).rows).toEqual([[4]]);
  });
});

it("comments and line breaks are nothing, commands and functions may be in capitals", () => {
  const text =
    "# the question\nFIELDS n\n  # | filter n = 9\n| FILTER isPresent(n) AND NOT n IN [2] # one\n| LIMIT 5\n";
  expect(rowsOf(text, { n: 1 }, { n: 2 }, {})).toEqual([[1]]);
});

it("an event's time is @timestamp, or what its JSON says where the export has none", () => {
  const [event] = eventsOf({ timestamp: "2026-11-20T01:02:03.004Z" });
  expect(event && evaluate("fields @timestamp", [{ ...event, timestamp: null }]).rows).toEqual([
    ["2026-11-20 01:02:03.004"],
  ]);
  expect(event && evaluate("fields toMillis(@timestamp) as t", [event]).rows).toEqual([[noon]]);
});
