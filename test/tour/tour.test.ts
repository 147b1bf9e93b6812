/** docs/tour.md: its commands print what the page shows, but for times. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { withTourTranscripts } from "../command/transcripts.ts";

const page = readFileSync("docs/tour.md", "utf8");

const withoutTimes = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "TIME")
    .replaceAll(/\d+\.\d s\b/g, "N s")
    // The table's columns are as wide as the times.
    .replaceAll(/ {2,}/g, "  ");

it("shows what the commands print", { timeout: 600_000 }, () => {
  const commands = page.match(/^\$ outcrop (\S+)/gm);
  expect(commands).toEqual(
    ["check", "dashboard", "incident", "prove", "prove"].map((command) => `$ outcrop ${command}`),
  );
  expect(withoutTimes(withTourTranscripts(page))).toBe(withoutTimes(page));
  for (const answer of ["range-violation: zod", "Certain: a replay proved it", "Proved: the error goes"])
    expect(page).toContain(answer);
});
