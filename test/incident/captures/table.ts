/**
 * `node test/incident/captures/table.ts`: records and analyses every capture and writes
 * docs/incident-captures.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import type { Capture } from "./capture.ts";
import { captures } from "./captures.ts";
import { evaluate } from "./evaluate.ts";
import { address, pageOf } from "./page.ts";
import { Recorder } from "./record.ts";
import { Roots } from "./roots.ts";

const roots = new Roots();
const recorder = new Recorder(roots);
const folder = mkdtempSync(join(tmpdir(), "outcrop-captures-"));
try {
  const told: [Capture, Analysis][] = [];
  for (const capture of captures)
    told.push([capture, (await evaluate(capture, recorder, join(folder, capture.name))).analysis]);
  writeFileSync(address, pageOf(told));
} finally {
  roots.remove();
  rmSync(folder, { recursive: true });
}
