import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incidentOf, kindsOf, ordinary, Stream } from "./events.ts";

describe("hostile input", () => {
  it("of any text builds an incident with finite numbers", async () => {
    const line = fc.record(
      {
        outcrop: fc.constantFrom(
          "environment",
          "inventory",
          "resolution",
          "finding",
          "invocation",
          "failure",
          "shutdown",
          "diagnostic",
          "nothing",
        ),
        environment: fc.constantFrom("0123456789abcdef", "fedcba9876543210", "no"),
        function_name: fc.constantFrom("orders", "__proto__", "=1+1"),
        function_version: fc.constant("7"),
        timestamp: fc.constantFrom(
          "2026-11-20T10:00:00.000Z",
          "1970-01-01T00:00:00.000Z",
          "9999-01-01T00:00:00.000Z",
          "no",
        ),
        fingerprint: fc.constantFrom("0123456789abcdef", "<script>"),
        request_id: fc.constantFrom("a", "__proto__", "constructor"),
        package: fc.constantFrom("zod", "__proto__", "../.."),
        root: fc.constantFrom("function", "layer", "moon"),
        path: fc.constantFrom("/var/task", "relative", "/opt/nodejs"),
        how: fc.constantFrom("require", "eval"),
        copies: fc.oneof(
          fc.string(),
          fc.constantFrom(
            "zod@1 layer 1, ",
            "a moon:= 1 by== as= how=",
            "__proto__ function 1",
            ", ".repeat(9_000),
          ),
        ),
        code: fc.constantFrom("shadowed-package", "toString"),
        severity: fc.constantFrom("error", "fatal"),
        evidence: fc.constantFrom("{", '{"__proto__":{"a":1}}', "[".repeat(500)),
        frames: fc.string(),
        findings: fc.anything(),
      },
      { requiredKeys: ["outcrop"] },
    );
    const message = fc.oneof(
      line.map((document) => JSON.stringify(document)),
      fc.string(),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 30 }), async (messages) => {
        const stream = new Stream("a", { logStream: null });
        for (const text of messages) stream.say(text);
        const incident = await incidentOf(stream.events);
        expect(JSON.stringify(incident)).not.toMatch(/:null,"last"|NaN/);
        for (const { first, last } of incident.environments)
          expect([first, last].every(Number.isFinite)).toBe(true);
        for (const { start: from, bucketMs } of incident.series)
          expect([from, bucketMs].every(Number.isFinite)).toBe(true);
        expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
      }),
    );
  });

  it("is reported with its place, and left out", async () => {
    const problems: object[] = [];
    const stream = new Stream("a")
      .line("invocation", { fingerprint: "<b>" })
      .line("finding", { code: "toString", severity: "error", package: "a" })
      .line("sunset");
    const incident = await incidentOf(stream.events, { onProblem: (problem) => problems.push(problem) });
    expect(problems).toMatchObject([{ file: "a.log", line: 1 }, { line: 2 }, { line: 3 }]);
    expect(kindsOf(incident)).toEqual(["no-outcrop-lines", "no-such-line"]);
  });

  it("does not stretch the time series by a line without a time", async () => {
    const stream = ordinary("a");
    const timeless = stream.events.map((event) => ({
      ...event,
      timestamp: null,
      message: event.message
        .replace(/"timestamp":"[^"]*"/, '"timestamp":"no"')
        .replace(/"environment":"\w+"/, '"environment":"00000000000000aa"')
        .replaceAll("-00000000000", "-10000000000"),
    }));
    const { series } = await incidentOf([...stream.events, ...timeless]);
    expect(series.map(({ bucketMs }) => bucketMs)).toEqual([1_000]);
  });

  it("gives newer schemas what is known of them", async () => {
    const incident = await incidentOf(new Stream("a").line("environment", { schema: 9, news: {} }).events);
    expect(incident.environments).toHaveLength(1);
    expect(kindsOf(incident)).toEqual(["newer-schema", "no-platform-lines"]);
  });
});
