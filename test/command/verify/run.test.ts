/** Whole runs: the functions and Outcrop's layer run in the local Lambda. */
import { expect, test } from "vitest";
import { claims } from "../../../command/verify/claims.ts";
import { aws, execute, useAccount } from "./verifying.ts";

useAccount();

test("an account that does what Outcrop takes for true, and is empty afterwards", {
  timeout: 300_000,
}, async () => {
  const { code, report, verdicts } = await execute();
  const seen = Object.fromEntries(report.claims.map(({ id, verdict, seen }) => [id, `${verdict}: ${seen}`]));
  const expected = Object.fromEntries(claims.map(({ id }) => [id, expect.stringMatching(/^held: ./)]));
  expect(seen).toEqual({
    ...expected,
    // The local Lambda has no console, and no CPU quota: what a process gets is up to the machine.
    cpu: expect.stringMatching(/^(?:did not hold|held): [\d.]+ of a CPU in init, [\d.]+ in an invocation$/),
    widgets: expect.stringMatching(/^unknown: /),
  });
  const claimsHeld = verdicts["cpu"] === "held";
  expect([code, report.kept, report.interrupted]).toEqual([claimsHeld ? 0 : 1, false, false]);
  expect(report.removed.map(({ problem }) => problem)).toEqual(report.removed.map(() => null));
  expect(aws.things).toEqual([]);
});

test("an account that does the opposite", { timeout: 300_000 }, async () => {
  aws.logged = (group, message) => {
    if (!message.startsWith("{")) return message;
    if (group.endsWith("-levels")) return null;
    if (group.endsWith("-json")) return JSON.stringify({ level: "INFO", message });
    // The document is cut, as CloudWatch would leave one that it does not take for a document.
    return message.includes('"outcrop_verify":"event"') ? message.replace('"_aws"', '"_aws_"') : message;
  };
  aws.fault = ({ operation, input }) => {
    const text = JSON.stringify(input);
    if (operation === "PutMetricAlarm" && text.includes("GROUP BY"))
      return { error: "ValidationError", message: "Invalid metrics list" };
    if (operation === "StartQuery" && text.includes("namePrefix"))
      return { error: "MalformedQueryException", message: "Invalid NamePrefix" };
    if (operation === "StartQuery" && text.includes("sortsLast"))
      return { error: "MalformedQueryException", message: "unknown function" };
    if (operation === "ValidateTemplate" && text.includes("AWS::Oam::Sink"))
      return { error: "ValidationError", message: "Unrecognized resource types" };
    if (operation === "PutDashboard")
      return { error: "DashboardInvalidInputError", message: "it has an error" };
    return null;
  };
  const { code, report } = await execute("--wait", "5");
  // What a process gets of the CPU is up to the machine, as above.
  const wrong = report.claims.filter(({ id, verdict }) => verdict === "did not hold" && id !== "cpu");
  expect(wrong.map(({ id }) => id)).toEqual([
    "lines-json",
    "lines-levels",
    "emf-text",
    "source-prefix",
    "dashboard",
    "alarms",
    "queries",
    "templates",
  ]);
  const seenOf = (id: string) => report.claims.find((claim) => claim.id === id)?.seen;
  expect(seenOf("source-prefix")).toContain("Invalid NamePrefix");
  expect(seenOf("alarms")).toMatch(/ of \d+ taken; [\w-]+-function: .*Invalid metrics list/);
  expect(seenOf("lines-json")).toMatch(/^0 lines, 0 of invocations, [1-9]\d* wrapped/);
  expect(code).toBe(1);
  expect(aws.things).toEqual([]);
});
