import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relevantPattern } from "../../../incident/fetch/relevant-pattern.ts";
import { Marks } from "../../../incident/read/marks.ts";
import { tellsSomething } from "../read/tells-something.ts";

const pattern = new RegExp(relevantPattern.slice(1, -1));

function isRead(message: string): boolean {
  const marks = new Marks("relevant");
  const bytes = Buffer.from(message);
  marks.in(bytes);
  return marks.between(0, bytes.length);
}

const id = "6f2a1c1e-8a2f-4a52-9b1f-0d3e5d1c7a10";
const needed = [
  '{"outcrop":"finding","schema":1}',
  `{"timestamp":"2026-11-20T03:00:00.000Z","level":"INFO","message":{"outcrop":"finding"}}`,
  `REPORT RequestId: ${id}\tDuration: 1.00 ms\tBilled Duration: 2 ms`,
  "INIT_START Runtime Version: nodejs:24.v12\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:0a",
  "INIT_REPORT Init Duration: 100.00 ms\tPhase: init\tStatus: error",
  `2026-11-20T03:00:00.000Z ${id} Task timed out after 3.00 seconds`,
  `RequestId: ${id} Error: Runtime exited with error: exit status 1`,
  `{"time":"2026-11-20T03:00:00.000Z","type":"platform.report","record":{"requestId":"${id}","metrics":{}}}`,
  `2026-11-20T03:00:00.000Z\t${id}\tERROR\tInvoke Error\t{"errorType":"TypeError"}`,
  "2026-11-20T03:00:00.000Z\tundefined\tERROR\tUncaught Exception",
];
/** Without what an error's line holds. */
const isOnlyLikely = new Set([needed.at(-1)]);
const unneeded = [
  `2026-11-20T03:00:00.000Z\t${id}\tINFO\torder 12 paid`,
  '{"level":"INFO","msg":"paid"}',
  "GET / 200",
];

describe("the pattern that CloudWatch is asked with", () => {
  it("has only what its syntax knows: no group, no space, at most 1,024 characters", () => {
    expect(relevantPattern).toMatch(/^%(?:[A-Za-z0-9:_#=@/;,|.-]|\\[.s\\])+%$/);
    expect(relevantPattern.length).toBeLessThanOrEqual(1_024);
  });

  it.each(needed)("matches %s", (message) => {
    expect(pattern.test(message)).toBe(true);
    expect(isRead(message)).toBe(true);
    if (!isOnlyLikely.has(message)) expect(tellsSomething(message)).toBe(true);
  });

  it.each(unneeded)("leaves %s in CloudWatch", (message) => expect(pattern.test(message)).toBe(false));

  it("matches every line with news, and the reader takes it", () => {
    const words = [
      ...needed,
      "outcrop",
      '{"outcrop":"finding"}',
      `REPORT RequestId: ${id}`,
      "INIT_START ",
      "INIT_REPORT ",
      `RequestId: ${id} Error: x`,
      `${id} Task timed out after 3 seconds`,
      `2026-11-20T03:00:00.000Z\t${id}\tERROR\t`,
      "TypeError: x\n    at y",
      '{"level":"FATAL","message":',
      '"TypeError: x\\n    at y"}',
    ];
    const part = fc.oneof(fc.string(), fc.constantFrom(...words, " ", "\t"));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const message = parts.join("");
        fc.pre(tellsSomething(message));
        expect([pattern.test(message), isRead(message)]).toEqual([true, true]);
      }),
    );
  });
});
