/**
 * Lines that a sandbox run of each scenario wrote (test/attach/sandbox/record-lines.ts), shortened for the
 * guides.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Line, ScenarioName } from "./sandbox/scenarios.ts";

export const recordedPath = join(import.meta.dirname, "recorded-lines.json");

export function recordedLines(): Readonly<Record<ScenarioName, readonly Line[]>> {
  return JSON.parse(readFileSync(recordedPath, "utf8"));
}

/** What a reader looks at first, by the line's type. */
const shown: Readonly<Record<string, readonly string[]>> = {
  environment: ["outcrop", "message", "wrappers", "register_ms", "shim_start_ms"],
  inventory: ["outcrop", "message", "importer", "how", "copies"],
  finding: ["outcrop", "level", "code", "message"],
  invocation: [
    "outcrop",
    "cold_start",
    "failed",
    "ended_by",
    "new_copies",
    "new_findings",
    "Shadowing",
    "OverheadMs",
  ],
  diagnostic: ["outcrop", "level", "message"],
};

/** The first line of each type, in their order; `…` marks keys that are left out. */
export function shortened(lines: readonly Line[]): string {
  const chosen = Object.keys(shown).flatMap((type): readonly Line[] => {
    const ofType = lines.filter((line) => line["outcrop"] === type);
    // The runtime client's own copies come first, and say little.
    return ofType
      .filter((line) => line["package"] === "prices")
      .concat(ofType)
      .slice(0, 1);
  });
  return chosen.map((line) => `${text(line)}\n`).join("");
}

function text(line: Line): string {
  const keys = (shown[String(line["outcrop"])] ?? []).filter((key) => line[key] !== undefined);
  const members = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(line[key])}`);
  return `{${members.join(",")}${keys.length < Object.keys(line).length ? ",…" : ""}}`;
}
