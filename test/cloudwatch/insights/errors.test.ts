/** An unknown name, or text that is not a query, is an error with its place; nothing else is ever thrown. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InsightsError } from "../../../cloudwatch/insights/evaluate.ts";
import { run } from "./events.ts";

describe("an error names what and where", () => {
  it.each<[text: string, message: string]>([
    ["", "Expected a command, found the end (line 1, column 1 of the query)"],
    ["fields a |", "Expected a command, found the end (line 1, column 11 of the query)"],
    ["fields a\n| patern @message", 'The command "patern" is not known here (line 2, column 3 of the query)'],
    ["fields a b", 'Expected "|" or the end, found "b" (line 1, column 10 of the query)'],
    ["fields foo(a)", "The function of foo(a) is not known here (line 1, column 8 of the query)"],
    ["fields strlen()", "strlen takes 1 arguments (line 1, column 8 of the query)"],
    ["fields count(*)", "The function of count(*) is not known here (line 1, column 8 of the query)"],
    ["fields a as", "Expected a field's name, found the end (line 1, column 12 of the query)"],
    ["fields 'a", "This text has no end (line 1, column 8 of the query)"],
    ["fields a ; b", '";" is not understood (line 1, column 10 of the query)'],
    [
      "filter a like b",
      'Expected a text or a regular expression between slashes, found "b" (line 1, column 15 of the query)',
    ],
    ["filter a like /b", "This regular expression has no end (line 1, column 15 of the query)"],
    ["filter a in [1, ]", 'Expected a value, found "]" (line 1, column 17 of the query)'],
    ["filter a not = 1", 'Expected "like" or "in", found "=" (line 1, column 14 of the query)'],
    [
      "filter a = 5m",
      "5m is a period, which only bin, datefloor and dateceil take (line 1, column 12 of the query)",
    ],
    ["fields bin(5x)", "The period 5x is not known here (line 1, column 12 of the query)"],
    ["filter a in (fields b)", "This query answers no a (line 1, column 8 of the query)"],
    [
      "filter a in (filter b in (fields b))",
      "A query in a query holds no other (line 1, column 27 of the query)",
    ],
    [
      "filter 'a' in (fields a)",
      "Only a field can be in the answer of a query (line 1, column 8 of the query)",
    ],
    ["filter a in (fields a", 'Expected ")", found the end (line 1, column 22 of the query)'],
    ["limit 0", 'Expected a whole number from 1 to 100000, found "0" (line 1, column 7 of the query)'],
    [
      "limit 100001",
      'Expected a whole number from 1 to 100000, found "100001" (line 1, column 7 of the query)',
    ],
    [
      "parse @message /a(b)/",
      "This regular expression names no group, as (?<name>…) does (line 1, column 16 of the query)",
    ],
    ["parse @message 'a * b *' as c", "The text has 2 * and 1 names follow (line 1, column 16 of the query)"],
    [
      "stats a by b",
      "stats needs a function such as count or latest around a (line 1, column 7 of the query)",
    ],
    ["stats pct(a, 101)", "pct takes a percentage from 0 to 100 (line 1, column 14 of the query)"],
    ["stats sum(a) as s | filter a > 1", "a is not there after stats (line 1, column 28 of the query)"],
    [
      "stats sum(a) as s by b | stats avg(s) by bin(5m)",
      "@timestamp is not there after stats (line 1, column 42 of the query)",
    ],
    [
      "stats sum(a) as s by b | stats latest(s)",
      "latest needs @timestamp, which is not there after stats (line 1, column 32 of the query)",
    ],
    [
      "stats sum(a) as s by b | sort s | stats max(s)",
      "With two stats commands, sort comes after the second (line 1, column 26 of the query)",
    ],
    [
      "stats count(*) | limit 1 | stats count(*)",
      "With two stats commands, limit comes after the second (line 1, column 18 of the query)",
    ],
    [
      "stats count(*) | stats count(*) | stats count(*)",
      "A query has at most two stats commands (line 1, column 35 of the query)",
    ],
    ["dedup a | fields a", "After dedup only limit is allowed (line 1, column 11 of the query)"],
    ["fields a | SOURCE 'b'", "SOURCE comes first (line 1, column 12 of the query)"],
    [
      `fields ${"(".repeat(200)}1${")".repeat(200)}`,
      "Nested more than 100 deep (line 1, column 108 of the query)",
    ],
    [`fields ${"-".repeat(200)}1`, "Nested more than 100 deep (line 1, column 108 of the query)"],
    [
      `fields 1${" + 1".repeat(2000)}`,
      "More than 1000 operators in a row (line 1, column 4010 of the query)",
    ],
    [
      `fields ${"a".repeat(10_000)}`,
      "A query has at most 10000 characters (line 1, column 10001 of the query)",
    ],
  ])("%.60s", (text, message) => {
    let thrown: unknown;
    try {
      run(text, { a: 1 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InsightsError);
    expect((thrown as Error).message).toBe(message);
  });
});

describe("nothing but an InsightsError is thrown", () => {
  const only = (text: string, message: string): void => {
    try {
      run(text, message);
    } catch (error) {
      if (!(error instanceof InsightsError)) throw error;
      expect(error.offset).toBeGreaterThanOrEqual(0);
      expect(error.offset).toBeLessThanOrEqual(Math.max(text.length, 10_000));
    }
  };

  it("for any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string(), only), {
      numRuns: 2000,
    });
  });

  const words =
    "fields filter stats sort limit parse dedup display SOURCE by as and or not like in [ ] ( ) , | = != " +
    "< + - * / ^ % desc any 5m 7 1e9 a @message @timestamp";
  const pieces = [
    ...words.split(" "),
    "'t*'",
    '"',
    "`f`",
    "/(?<g>a*)/",
    "count(*)",
    "latest(a)",
    "bin(1h)",
    "pct(a, 5)",
    "strlen(a)",
    "\n#",
  ];

  it("for any order of what a query is made of", () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((chosen) => chosen.join(" "));
    fc.assert(fc.property(texts, fc.json(), only), { numRuns: 5000 });
  });

  it("for any one piece, however often it is repeated", () => {
    for (const piece of pieces)
      for (const before of ["", "fields a ", "stats ", "filter "])
        only(before + `${piece} `.repeat(3000).slice(0, 9900), "{}");
  });
});
