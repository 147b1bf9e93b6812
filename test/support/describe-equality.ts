/**
 * The table of an equality test: each case runs bare and with the layer, once on each of Lambda's runtime
 * clients.
 */
import { describe, expect, test } from "vitest";
import type { ClientName } from "../../sandbox/index.ts";
import { type Arm, type FunctionCase, outcropLines, recordedModules, runArms } from "./function-arms.ts";

const clients: readonly ClientName[] = ["ric4", "ric3"];

export function describeEquality(what: string, cases: readonly FunctionCase[]): void {
  describe.each(clients)(`${what}, %s`, (client) => {
    test.each(
      cases.map(
        (one) => [one.title === undefined ? one.fixture : `${one.fixture}: ${one.title}`, one] as const,
      ),
    )("%s", async (_, one) => {
      const { bare, layered } = await runArms(one, client);

      expect(layered.observed).toEqual(bare.observed);
      expectNoTrace(layered);
      expectObserved(layered);
      expect(layered.result.responses).toHaveLength(one.events.length);
    });
  });
}

/** Nothing that reached the function, its caller or its log names a file of ours. */
function expectNoTrace({ result, observed }: Arm): void {
  const { responses, logs } = result;
  expect(`${JSON.stringify({ responses, observed })}\n${logs.function}`).not.toContain("/opt/outcrop/");
}

/** Equality is worth something only where the shim was at work, and the extension lived to the end. */
function expectObserved(layered: Arm): void {
  expect(recordedModules(layered)).toContain("/var/runtime/index.mjs");
  expect(
    outcropLines(layered.result).filter((line) => line["level"] !== "INFO" && line["outcrop"] === undefined),
  ).toEqual([]);
  const extensions = layered.result.exits.filter(({ role }) => role === "extension");
  expect(extensions.length).toBeGreaterThan(0);
  for (const { code, signal, during } of extensions)
    expect({ code, signal, during }).toEqual({ code: 0, signal: null, during: "shutdown" });
}
