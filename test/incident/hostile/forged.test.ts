/**
 * Whoever can write to the log can write what looks like Outcrop's: nothing of it acts on whoever reads the
 * report, and nothing true is lost.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainLines } from "../../../core/telemetry/plain-text.ts";
import { badEvents } from "../../command/logs.ts";
import { Workplace } from "../../command/outcrop.ts";

const attacks = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "\u001b[2J\u001b]0;owned\u0007\u009b31m\r",
  "=HYPERLINK(1)",
  "`|[x](javascript:alert(1))\n# heading",
  "\u202etxt.exe\u2066",
];
const identity = {
  environment: "d6127676ddbd805c",
  function_name: "orders",
  function_version: "7",
  timestamp: "2026-03-14T03:13:00Z",
};
/** A terminal, or the direction of reading. */
const isPlain = (text: string): boolean => plainLines(text) === text;
/** Without what Markdown shows as it is: blocks of code, code, and characters behind a backslash. */
const markup = (markdown: string): string =>
  markdown
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "")
    .replace(/\\./g, "");

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

const true_ = badEvents().map(({ message }) => message);
const log = (lines: readonly object[]): string =>
  [...true_, ...lines.map((line) => `${JSON.stringify(line)}\n`)].join("");
const errorsOf = (stdout: string): object =>
  JSON.parse(stdout).errors.map(({ name, count }: { name: string; count: number }) => [name, count]);

describe("lines that only look like Outcrop's", () => {
  const forged = attacks.flatMap((text) => [
    { outcrop: text, schema: 1, ...identity },
    { outcrop: "finding", schema: 1, ...identity, environment: text },
    {
      outcrop: "finding",
      schema: 1,
      ...identity,
      code: text,
      severity: "error",
      package: text,
      fix: text,
      docs: text,
    },
    {
      outcrop: "resolution",
      schema: 1,
      ...identity,
      package: text,
      version: text,
      root: text,
      path: text,
      how: "require",
    },
    { outcrop: "invocation", schema: 1, ...identity, request_id: text, fingerprint: text },
  ]);

  it("are left out, and named in plain words", () => {
    place.write("true.log", log([]));
    place.write("forged.log", log(forged));
    const [whole, around] = ["true.log", "forged.log"].map((name) =>
      place.run(["incident", name, "--format", "json"]),
    );
    expect(errorsOf(around?.stdout ?? "")).toEqual(errorsOf(whole?.stdout ?? ""));
    const lines = (around?.stderr ?? "").trimEnd().split("\n");
    expect(lines).toHaveLength(forged.length);
    for (const [index, line] of lines.entries()) {
      expect(line).toMatch(
        new RegExp(
          `^outcrop: forged\\.log:${true_.join("").split("\n").length + index}: an Outcrop line has .*; ` +
            "it was left out$",
        ),
      );
      expect([line, isPlain(line)]).toEqual([line, true]);
    }
  });
});

describe("lines that are formed as Outcrop's, with texts that act", () => {
  const told = attacks.flatMap((text, index) => [
    {
      ...{
        outcrop: "finding",
        schema: 1,
        ...identity,
        message: text,
        code: "shadowed-package",
        severity: "error",
        package: text,
      },
      ...{ winner_version: text, winner_root: "function", winner_path: `/var/task/node_modules/${text}` },
      ...{
        loser_version: text,
        loser_root: "layer",
        loser_path: `/opt/${text}`,
        importer: `/var/task/${text}`,
        range: text,
        fix: text,
        docs: text,
      },
    },
    {
      ...{
        outcrop: "failure",
        schema: 1,
        ...identity,
        message: text,
        phase: "invoke",
        request_id: `${index}${text}`,
        error_name: text,
      },
      ...{ error_message: text, explanation: text, frames: `at ${text} (/var/task/${text}:1:1)` },
    },
  ]);

  it.each([[], ["--format", "markdown"], ["--format", "json"], ["--format", "sarif"]])(
    "are shown without acting: %s %s",
    (...format) => {
      place.write("told.log", log(told));
      const { stdout, stderr, status } = place.run(["incident", "told.log", ...format]);
      expect([stderr, status]).toEqual(["", 0]);
      expect(stdout).toContain("HYPERLINK");
      expect(isPlain(stdout)).toBe(true);
      if (format[1] === "markdown") expect(markup(stdout)).not.toMatch(/<|\]\(|^# heading/m);
    },
  );
});

describe("lines of a newer schema", () => {
  const newer = [
    {
      outcrop: "shutdown",
      schema: 2,
      ...identity,
      reason: "spindown",
      invocations: 8,
      mood: { nested: ["unknown"] },
    },
    {
      outcrop: "invocation",
      schema: 9_000_000,
      ...identity,
      request_id: "r",
      fingerprint: "0123456789abcdef",
      failed: true,
      heat: 3,
    },
  ];

  it("are read as far as they are known, which is said once", () => {
    place.write("newer.log", log(newer));
    const { stdout, stderr } = place.run(["incident", "newer.log", "--format", "json"]);
    expect(stderr).toBe("");
    const { gaps, totals } = JSON.parse(stdout);
    const said = gaps.filter(({ kind }: { kind: string }) => kind === "newer-schema");
    expect(said).toEqual([
      expect.objectContaining({ count: 2, text: expect.stringContaining("newer schema") }),
    ]);
    expect(totals).toMatchObject({ invocations: 9, failed: 7 });
  });

  it("of an unknown kind are left out and named; a schema that is not a number is that of today", () => {
    const odd = [-1, "2", null, {}, Number.MAX_VALUE * 2].map((schema) => ({
      outcrop: "shutdown",
      schema,
      ...identity,
      reason: "spindown",
    }));
    place.write("odd.log", log([{ outcrop: "weather", schema: 2, ...identity }, ...odd]));
    const { stdout, stderr } = place.run(["incident", "odd.log", "--format", "json"]);
    expect(stderr).toMatch(
      /^outcrop: odd\.log:\d+: an Outcrop line has the unknown type "weather"; it was left out\n$/,
    );
    expect(JSON.parse(stdout).gaps.map(({ kind }: { kind: string }) => kind)).not.toContain("newer-schema");
  });
});
