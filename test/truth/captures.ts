/** The captures of incidents in the same score. Their label is what was declared to be done to them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Capture } from "../incident/captures/capture.ts";
import { captures } from "../incident/captures/captures.ts";
import { exportTo } from "../incident/captures/export.ts";
import { Recorder } from "../incident/captures/record.ts";
import { Roots } from "../incident/captures/roots.ts";
import { answerOf, documentOf } from "./answer.ts";
import type { Label } from "./replay.ts";
import { scoreOf } from "./score.ts";
import type { Row } from "./summary.ts";

/** The seed of a row is the place of the capture in its list, from 1 on. */
export async function captureRows(onRow: (done: number) => void): Promise<readonly Row[]> {
  const roots = new Roots();
  const recorder = new Recorder(roots);
  const rows: Row[] = [];
  try {
    for (const [index, capture] of captures.entries()) {
      rows.push(await rowOf(capture, index + 1, recorder));
      onRow(rows.length);
    }
    return rows;
  } finally {
    roots.remove();
  }
}

async function rowOf(capture: Capture, seed: number, recorder: Recorder): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-truth-"));
  try {
    exportTo(folder, await recorder.record(capture), capture.shape);
    const answered = answerOf(await documentOf(folder));
    const label = labelOf(capture);
    const visible = capture.kind !== "healthy";
    return {
      seed,
      kind: capture.kind,
      discarded: null,
      ...scoreOf(label, visible, answered),
      visible,
      confidence: answered.confidence,
      causes: label.causes.map(({ package: name }) => name),
      named: answered.named.map(({ code, package: name }) => `${code} ${name}`),
      outcome: capture.name,
      facets: {},
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A capture does not declare where the copies are. */
function labelOf({ cause, name }: Capture): Label {
  const causes = cause === null ? [] : [{ package: cause.package, codes: [cause.code].flat(), paths: null }];
  return { causes, changed: null, outcome: name };
}
