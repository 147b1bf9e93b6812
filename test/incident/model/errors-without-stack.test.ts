import { describe, expect, test } from "vitest";
import { isErrorWithoutStack } from "../../../incident/model/function-error.ts";
import { incidentOf, kindsOf, Stream } from "./events.ts";

const request = "0fc555e2-f690-4c56-bd29-66a41fd7bbaf";
const text = (level: string, words: string): string =>
  `2026-11-29T10:56:03.492Z\t${request}\t${level}\t${words}`;
const json = (level: string, message: unknown): string =>
  JSON.stringify({ timestamp: "2026-11-29T10:56:03.492Z", level, requestId: request, message });

describe("a line at level ERROR without a stack", () => {
  test.each([
    text("ERROR", "could not price the order"),
    text("FATAL", "giving up"),
    json("ERROR", "could not price the order"),
  ])("%s", (line) => expect(isErrorWithoutStack(line)).toBe(true));

  test.each([
    text("INFO", "ERROR is a word here"),
    text("WARN", "Error: slow"),
    json("INFO", "Error is a word here"),
    json("ERROR", { no: "text" }),
    JSON.stringify({ level: "ERROR", message: "not of Lambda's format" }),
    "{ERROR",
    "could not price the order",
  ])("not: %s", (line) => expect(isErrorWithoutStack(line)).toBe(false));

  test("is a gap, since nobody can judge what was handled there", async () => {
    const stream = new Stream("a");
    stream.say(text("ERROR", "could not price the order"));
    stream.say(text("ERROR", "could not price the order"));
    const incident = await incidentOf(stream.events);
    expect(kindsOf(incident)).toContain("errors-without-stack");
    expect(incident.gaps.find(({ kind }) => kind === "errors-without-stack")?.count).toBe(2);
  });
});
