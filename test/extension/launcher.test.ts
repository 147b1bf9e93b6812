import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTakeover } from "../../extension/launcher.ts";

const mark = (id: string | null, count = 1): string => `mark [${count},${JSON.stringify(id)},null,1,1,20]`;
const parsed = (...lines: readonly string[]) => parseTakeover(`${[...lines, "go 1000"].join("\n")}\n`);
const ends = (...lines: readonly string[]): unknown[] =>
  (parsed(...lines)?.invocations ?? []).map(({ requestId, end }) => [requestId, end?.endedBy ?? null]);

describe("what the launcher's shell hands over", () => {
  it("is complete with its last line", () => {
    expect(parseTakeover("")).toBeNull();
    expect(parseTakeover("invoke a\ngo 10")).toBeNull();
    expect(parseTakeover("invoke a\ngo 10\n")).toMatchObject({ untilMs: 10, dropped: 0, shutdown: null });
  });

  it("gives each invocation its end, also one that came late", () => {
    expect(ends("invoke a", mark("a"), "invoke b", "death", "invoke c")).toEqual([
      ["a", "end-mark"],
      ["b", "death"],
      ["c", null],
    ]);
    expect(ends("invoke a", "invoke b", mark("a"), mark("b"))).toEqual([
      ["a", "end-mark"],
      ["b", "end-mark"],
    ]);
    expect(ends("invoke a", mark(null), "invoke b", mark("z"), mark(null))).toEqual([
      ["a", "end-mark"],
      ["b", "end-mark"],
    ]);
  });

  it("keeps the mark, what was held, what was dropped and the shutdown", () => {
    expect(
      parsed("invoke a", mark("a", 7), "held 120", "held 5", "dropped 3", "shutdown 2000 spindown"),
    ).toEqual({
      invocations: [
        {
          requestId: "a",
          heldMs: 125,
          end: {
            endedBy: "end-mark",
            status: null,
            mark: {
              count: 7,
              requestId: "a",
              failure: null,
              shimMs: 1,
              journalWhole: true,
              journalBytes: 20,
            },
          },
        },
      ],
      dropped: 3,
      shutdown: { eventType: "SHUTDOWN", shutdownReason: "spindown", deadlineMs: 2000 },
      untilMs: 1000,
    });
  });

  it("may be anything", () => {
    expect(
      parsed("", "mark", "mark {", "death", "held x", "dropped x", "shutdown", "shutdown x y", "unknown"),
    ).toMatchObject({
      invocations: [],
      dropped: 0,
      shutdown: null,
    });
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseTakeover(text) !== undefined));
  });
});

it("the shell keeps to the figures of the budget", () => {
  const budget = readFileSync("extension/budget.ts", "utf8");
  const shell = readFileSync("layer-template/outcrop/events.bash", "utf8");
  const inBudget = (name: string): number =>
    Number(new RegExp(`const ${name} = ([\\d_]+)(?: / (\\d+))?;`).exec(budget)?.[2] ?? figure(name));
  const figure = (name: string): string =>
    (new RegExp(`const ${name} = ([\\d_]+)`).exec(budget)?.[1] ?? "").replaceAll("_", "");
  const pairs = {
    share: "share",
    reserve: "reserveMs",
    least: "leastMs",
    small_most: "smallMs",
    large_most: "largeMs",
    large_mb: "largeMb",
    longest: "longestInvocationMs",
    shutdown_usual: "shutdownMs",
    shutdown_longest: "longestShutdownMs",
  };
  for (const [variable, name] of Object.entries(pairs)) {
    const value = new RegExp(`\\b${variable}=(\\d+)`).exec(shell)?.[1];
    expect([variable, Number(value)]).toEqual([variable, inBudget(name)]);
  }
});
