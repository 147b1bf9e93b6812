import { describe, expect, it } from "vitest";
import { type Expected, Ledger } from "./ledger.ts";

type Line = Readonly<Record<string, unknown>>;

const inventory = (name: string): Line => ({ outcrop: "inventory", copies: `${name}@1.0.0 layer 1` });
const finding = { outcrop: "finding", code: "shadowed-package", package: "b", winner_path: "/opt/b" };
const invocation = (id: string, told: Line = {}): Line => ({
  outcrop: "invocation",
  request_id: id,
  cold_start: false,
  failed: false,
  ended_by: "end-mark",
  new_copies: 0,
  new_findings: 0,
  ...told,
});
const failure = { outcrop: "failure", request_id: "3" };

const life: readonly Line[] = [
  { outcrop: "environment" },
  inventory("a"),
  invocation("1", { cold_start: true, new_copies: 1, ModulesLoaded: 3 }),
  inventory("b"),
  finding,
  invocation("2", { new_copies: 1, new_findings: 1, ModulesLoaded: 6 }),
  failure,
  invocation("3", { failed: true }),
  { outcrop: "shutdown", invocations: 3, copies: 2, findings: 1, modules: 6 },
];
const invokes: readonly Expected[] = [
  { requestId: "1", outcome: "success" },
  { requestId: "2", outcome: "success" },
  { requestId: "3", outcome: "error" },
];

function problemsOf(lines: readonly Line[], expected = invokes): readonly string[] {
  const ledger = new Ledger();
  for (const one of expected) ledger.expect(one);
  for (const line of lines) ledger.onLine("outcrop", JSON.stringify({ environment: "e", ...line }));
  ledger.onLine("runtime", "2026-01-01T00:00:00.000Z\t3\tERROR\tInvoke Error\t{}");
  ledger.finish(1);
  return ledger.problems;
}

describe("the ledger", () => {
  it("finds nothing in a sound life", () => expect(problemsOf(life)).toEqual([]));

  it("finds each line that is lost", () => {
    for (const at of life.keys())
      expect([at, problemsOf(life.toSpliced(at, 1)).length > 0]).toEqual([at, true]);
  });

  it("finds each line that is doubled", () => {
    for (const [at, line] of life.entries())
      expect([at, problemsOf(life.toSpliced(at, 0, line)).length > 0]).toEqual([at, true]);
  });

  it("finds lines that changed places", () =>
    expect(problemsOf(life.toSpliced(2, 4, ...life.slice(5, 6), ...life.slice(2, 5)))).not.toEqual([]));

  it.each([
    ["a count of copies", 2, { new_copies: 2 }],
    ["a second cold start", 5, { cold_start: true }],
    ["an end that was not seen", 5, { ended_by: "telemetry" }],
    ["a total", 8, { modules: 7 }],
    ["another environment", 5, { environment: "f" }],
    ["a diagnostic", 4, { outcrop: "diagnostic" }],
  ])("finds %s", (_, at, change) =>
    expect(problemsOf(life.with(at, { ...life[at], ...change }))).not.toEqual([]),
  );

  it("finds an invoke that nothing reports, and output that is not ours", () => {
    expect(problemsOf(life, [...invokes, { requestId: "4", outcome: "success" }])).not.toEqual([]);
    const ledger = new Ledger();
    ledger.onLine("outcrop", "Segmentation fault");
    ledger.onLine("runtime", "a warning");
    expect(ledger.problems).toHaveLength(2);
  });
});
