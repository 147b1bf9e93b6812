/** Writes everything of one seed into a folder, for a person to look at. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Tree } from "../support/layer-run.ts";
import type { KindName } from "./kinds/kinds.ts";
import { study } from "./study.ts";

/** @returns what it wrote and where, in a few lines */
export async function showSeed(seed: number, kind: KindName | undefined): Promise<string> {
  const folder = join("dist/truth", String(seed));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const studied = await study(seed, kind, join(folder, "logs"));
  const { made } = studied;
  for (const [index, { world, ...period }] of made.periods.entries()) {
    const { task, layers, ...settings } = world;
    const place = join(folder, `period-${index}`);
    write(join(place, "task"), task);
    for (const [number, files] of layers.entries()) write(join(place, `layer-${number}`), files);
    write(place, { "settings.json": { ...period, ...settings } });
  }
  const told = { seed, kind: made.kind, facets: made.facets, shape: made.shape };
  if ("discarded" in studied) {
    write(folder, { "label.json": { ...told, discarded: studied.discarded } });
    return `${folder}: discarded, ${studied.discarded}`;
  }
  const { label, visible, answered, score, document, streams } = studied;
  write(folder, {
    "label.json": { ...told, label, visible, answered, score },
    "report.json": document,
    "messages.txt": streams
      .flatMap(({ logStream, events }) => [`== ${logStream}`, ...events.map(({ message }) => message), ""])
      .join("\n"),
  });
  const causes = label.causes.map(({ package: name, codes }) => `${name} (${codes.join(", ")})`);
  const named = answered.named.map((one) => `${one.code} ${one.package}`);
  return [
    folder,
    `${made.kind}: ${JSON.stringify(made.facets)}`,
    `true: ${causes.join(" or ") || "no collision"}${visible ? "" : ", not in the logs"}`,
    `ended in ${label.outcome}`,
    `said: ${answered.verdict} ${named.join(" or ")}, ${answered.confidence}`,
    answered.text,
    score.right ? "right" : "wrong",
  ].join("\n");
}

function write(folder: string, files: Tree): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const raw = typeof content === "string" || Buffer.isBuffer(content);
    writeFileSync(join(folder, name), raw ? content : JSON.stringify(content, null, 2));
  }
}
