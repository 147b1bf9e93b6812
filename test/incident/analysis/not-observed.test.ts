/** What Outcrop saw of an environment decides what the answer may say: neither more nor less. */
import { expect, test } from "vitest";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { answerText } from "../../../incident/report/words/answer.ts";
import { briefAnswer } from "../../../incident/report/words/brief.ts";
import { incidentOf, Stream } from "../model/events.ts";

const failedInit = (environment: object) =>
  new Stream("a")
    .say("INIT_REPORT Init Duration: 90.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError")
    .line("environment", environment)
    .line("shutdown", { reason: "failure", invocations: 0, modules: 1, copies: 1, findings: 0 });

const answerTo = async (stream: Stream) => {
  const analysis = analyse(await incidentOf(stream.events));
  return { verdict: analysis.answer.verdict, ...briefAnswer(analysis) };
};

test("an init that failed with a shim was observed, though no invocation says what it had loaded", async () => {
  const { verdict, fix } = await answerTo(failedInit({ node_version: "v24.1.0", coverage: "full" }));
  expect(verdict).toBe("no-collision");
  expect(fix).not.toContain("Attach");
});

test("an init that failed without a shim was not observed, and the answer says which variable to set", async () => {
  const { verdict, fix, confidence } = await answerTo(failedInit({ coverage: "none" }));
  expect(verdict).toBe("no-data");
  expect(fix).toContain("AWS_LAMBDA_EXEC_WRAPPER");
  expect(confidence).not.toMatch(/no line of Outcrop\.$/);
});

test.each([
  [{ coverage: "none" }, { ended_by: "unobserved" }, /^Set AWS_LAMBDA_EXEC_WRAPPER/],
  [{ node_version: "v24.1.0", coverage: "bundled" }, {}, /^Deploy a source map/],
  [{ node_version: "v24.1.0", coverage: "full" }, {}, /^Nothing to do/],
])(
  "where nothing failed, %j and an invocation with %j have a next step of their own",
  async (facts, end, next) => {
    const invocation = { request_id: "a1", cold_start: true, fingerprint: "0123456789abcdef", ...end };
    const { verdict, fix } = await answerTo(
      new Stream("a").line("environment", facts).line("invocation", invocation),
    );
    expect({ verdict, fix }).toEqual({ verdict: "nothing-failed", fix: expect.stringMatching(next) });
  },
);

test.each([
  [["unobserved", "unobserved"], /^None of 2 invocations failed\. Outcrop did not see what they loaded/],
  [["unobserved", "end-mark"], /needs attention, and did not see what 1 invocation loaded\.$/],
  [
    ["end-mark", "end-mark"],
    /^None of 2 invocations failed\. Outcrop has no finding that needs attention\.$/,
  ],
])("loads that Outcrop did not see are not called good: %j", async (ends, text) => {
  const stream = new Stream("a").line("environment", { coverage: "none" });
  for (const [at, end] of ends.entries())
    stream.line("invocation", {
      request_id: `a${at}`,
      cold_start: at === 0,
      fingerprint: "0123456789abcdef",
      ended_by: end,
    });
  const analysis = analyse(await incidentOf(stream.events));
  expect(answerText(analysis)).toMatch(text);
  expect(briefAnswer(analysis).cause.includes("does not mean healthy")).toBe(ends.includes("unobserved"));
});
