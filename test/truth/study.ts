/** One seed on its whole way: made up, labelled by replay, recorded, exported, answered, scored. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../incident/captures/capture.ts";
import { exportTo } from "../incident/captures/export.ts";
import { type RecordedStream, Recorder } from "../incident/captures/record.ts";
import { Roots } from "../incident/captures/roots.ts";
import { type Answered, answerOf, type Document, documentOf } from "./answer.ts";
import type { MadeIncident, Period } from "./incident.ts";
import type { KindName } from "./kinds/kinds.ts";
import { makeIncident } from "./make.ts";
import { type Label, type Replay, replay } from "./replay.ts";
import { type Score, scoreOf } from "./score.ts";
import { isDisturbed, isVisible } from "./visible.ts";

export interface Studied {
  readonly made: MadeIncident;
  readonly label: Label;
  readonly visible: boolean;
  readonly streams: readonly RecordedStream[];
  readonly document: Document;
  readonly answered: Answered;
  readonly score: Score;
}

export interface Discarded {
  readonly made: MadeIncident;
  readonly discarded: (Replay & { kind: "discarded" })["why"] | "disturbed";
}

/** @param keep a folder for the exported logs, which stay there; null: they are removed */
export async function study(
  seed: number,
  kind: KindName | undefined,
  keep: string | null = null,
): Promise<Studied | Discarded> {
  const made = await makeIncident(seed, kind);
  const replayed = await replay(made);
  if (replayed.kind === "discarded") return { made, discarded: replayed.why };
  const { label } = replayed;
  const roots = new Roots();
  const folder = keep ?? mkdtempSync(join(tmpdir(), "outcrop-truth-"));
  try {
    const streams = await new Recorder(roots).record({
      name: String(seed),
      happened: "",
      kind: "incident",
      cause: null,
      shape: made.shape,
      deployments: made.periods.map(deploymentOf),
    });
    if (isDisturbed(streams, label)) return { made, discarded: "disturbed" };
    exportTo(folder, streams, made.shape);
    const document = await documentOf(folder);
    const answered = answerOf(document);
    const visible = isVisible(streams, label);
    return { made, label, visible, streams, document, answered, score: scoreOf(label, visible, answered) };
  } finally {
    roots.remove();
    if (keep === null) rmSync(folder, { recursive: true, force: true });
  }
}

function deploymentOf({ world, ...period }: Period): Deployment {
  const { task, layers, env, nodeLine, timeoutMs, logFormat } = world;
  return {
    ...period,
    nodeLine,
    task: { files: task },
    layers: layers.map((files) => ({ files })),
    options: { env, timeoutMs, logFormat, memoryMb: 512 },
  };
}
