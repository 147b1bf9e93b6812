import { expect, test } from "vitest";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { headline } from "../../../incident/report/words/verdict.ts";
import { incidentOf, Stream } from "../model/events.ts";

const line = (level: string, text: string): string =>
  `2026-11-20T10:00:03.492Z\t0fc555e2-f690-4c56-bd29-66a41fd7bbaf\t${level}\t${text}`;
const answerTo = async (...lines: readonly string[]) => {
  const stream = new Stream("a").environment();
  for (const text of lines) stream.say(text);
  return analyse(await incidentOf(stream.events)).answer;
};

test("errors that were logged without a stack are not called healthy", async () => {
  const answer = await answerTo(line("ERROR", "could not price the order"), line("ERROR", "no price"));
  expect(answer).toMatchObject({
    verdict: "no-data",
    confidence: "low",
    summary: { kind: "unjudged", lines: 2 },
  });
  expect(headline(answer)).toBe("Nothing failed, but errors were logged without a stack");
});

test("lines below that level say nothing", async () => {
  expect(await answerTo(line("WARN", "slow"), line("INFO", "Error is a word"))).toMatchObject({
    verdict: "nothing-failed",
    summary: { kind: "nothing-failed" },
  });
});
