/** What the report advises where something was not packed. */
import { describe, expect, test } from "vitest";
import type { ExplainedError } from "../../../incident/analysis/analysis.ts";
import { briefAnswer } from "../../../incident/report/words/brief.ts";
import { packingNext } from "../../../incident/report/words/packing.ts";
import { rich } from "./reports.ts";

describe("a file that is not packed", () => {
  test.each([
    ["No native build was found for platform=linux arch=x64", "name their package as external"],
    [
      "Command failed\nError: Cannot find module '@x/cli-linux-arm64/x'",
      "npm install --os=linux --cpu=arm64",
    ],
    ["AWS CRT binary not present in any of the following locations:", "name their package as external"],
    ["You installed esbuild for another platform than the one you are using", "installed for Linux"],
    [
      "ENOENT: no such file or directory, open '/var/task/sql-wasm.wasm'",
      "/var/task/sql-wasm.wasm was packed",
    ],
    [
      "ENOENT: no such file or directory, open '/opt/data/Helvetica.afm'",
      "/opt/data/Helvetica.afm was packed",
    ],
    ["Missing tiktoken_bg.wasm", "Look whether tiktoken_bg.wasm was packed"],
    ['Dynamic require of "node:events" is not supported', "`--format=cjs`"],
  ])("%s", (message, advice) => expect(packingNext(message)).toContain(advice));

  test.each([
    [null],
    ["Request failed with status code 503"],
    ["ENOENT: no such file or directory, open '/tmp/upload.png'"],
    ["spawn /usr/bin/tool ENOENT"],
    ["The module compiled to app.wasm"],
  ])("is not what this is about: %s", (message) => expect(packingNext(message)).toBeNull());
});

test("is the next step where no collision was found", () => {
  const [explained] = rich.analysis.errors as readonly [ExplainedError];
  const next = (message: string): string => {
    const errors = [{ ...explained, error: { ...explained.error, message } }];
    const known = { handled: false, findings: 1, explained: 0, line: null, before: null };
    const summary = { kind: "no-collision", errors: [0], ...known } as const;
    return briefAnswer({ ...rich.analysis, errors, answer: { ...rich.analysis.answer, summary } }).fix;
  };
  expect(next("Missing a.wasm")).toContain("Look whether a.wasm was packed");
  expect(next("Order 7 is not known")).toContain("Look at your own last change");
});
