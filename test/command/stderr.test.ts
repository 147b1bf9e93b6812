/** What a command says as well as its result: problems, and how far it has come. */
import { describe, expect, it } from "vitest";
import { ProblemList } from "../../command/shared/problem-list.ts";
import { progressText } from "../../command/shared/progress-line.ts";

function problems(messages: readonly string[], file = "a.json"): string[] {
  const lines: string[] = [];
  const list = new ProblemList((line) => lines.push(line));
  for (const [index, message] of messages.entries()) list.add({ file, line: index + 1, message });
  list.end();
  expect(list.count).toBe(messages.length);
  return lines;
}

describe("problems of reading", () => {
  it("are a line each, up to 20 of a kind, and then a count", () => {
    const lines = problems([
      ...Array.from({ length: 30 }, (_, index) => `bad JSON at byte ${index}`),
      "another kind",
    ]);
    expect(lines).toHaveLength(22);
    expect(lines[0]).toBe("outcrop: a.json:1: bad JSON at byte 0\n");
    expect(lines.slice(-2)).toEqual([
      "outcrop: a.json:31: another kind\n",
      "outcrop: 10 more like this: bad JSON at byte #\n",
    ]);
  });

  it("are plain text, of files with any name", () => {
    expect(problems(["bad\u001b[2J"], "\u202e\u0007.json")).toEqual([
      "outcrop: \\u202e\\u0007.json:1: bad\\u001b[2J\n",
    ]);
    expect(problems(["x"], "n".repeat(10_240))[0]?.length).toBeLessThan(1_000);
    expect(problems(["x"], "-")).toEqual(["outcrop: stdin:1: x\n"]);
  });
});

describe("progress", () => {
  it.each([
    [
      { done: "2 of 7 files", bytes: 150e6, allBytes: 600e6 },
      1_000,
      "reading: 2 of 7 files, 150 MB of 600 MB, 150 MB/s, 3 s left",
    ],
    [
      { done: "0 of 1 file", bytes: 1e6, allBytes: 5e9 },
      1_000,
      "reading: 0 of 1 file, 1.0 MB of 5,000 MB, 1.0 MB/s, 2 h left",
    ],
    [{ done: "0 of 1 file", bytes: 2e6, allBytes: 0 }, 500, "reading: 0 of 1 file, 2.0 MB, 4.0 MB/s"],
    [{ done: "0 of 1 file", bytes: 0, allBytes: 1e6 }, 0, "reading: 0 of 1 file, 0.0 MB of 1.0 MB"],
  ])("%j after %i ms", (stage, elapsed, text) => {
    expect(progressText(stage, elapsed)).toBe(text);
  });
});
