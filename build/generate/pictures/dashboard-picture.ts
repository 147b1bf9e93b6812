/** The dashboard of some logs as a picture, from the alarms down to the numbers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { run } from "../../../command/dashboard.ts";
import { type Scene, scenes } from "./dashboard-scenes.ts";
import { pictureOf } from "./page-picture.ts";

/** Narrower than the demo, so that the files stay small. */
const sceneWidth = 1_040;

/** Where the part that answers "what now, which functions, how many" ends. */
const nextHeading = /^Since when\?/;

export function dashboardPicture(logs: string): Promise<Buffer> {
  return drawn(logs, "Outcrop: the demo, an orders service", { mostBytes: 600_000 });
}

/** A picture of made logs, for docs/observability.md. */
export async function scenePicture(name: keyof typeof scenes): Promise<Buffer> {
  const scene: Scene = scenes[name];
  const folder = mkdtempSync(join(tmpdir(), "outcrop-scene-"));
  try {
    const logs = join(folder, "log.json");
    writeFileSync(logs, JSON.stringify({ events: scene.events() }));
    return await drawn(logs, scene.title, { mostBytes: 200_000, width: sceneWidth, ...scene });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Form {
  readonly mostBytes: number;
  readonly width?: number;
  /** Where the picture ends, if that is before the next heading. */
  readonly height?: number;
  /** The heading where it begins. */
  readonly from?: RegExp;
}

function drawn(logs: string, title: string, { mostBytes, width, height, from }: Form): Promise<Buffer> {
  return pictureOf({
    draw: (out) => run(["--preview", logs, "--title", title, "--out", out]),
    endOf: async (tab) => {
      const top = await topOf(tab, nextHeading);
      return Math.min(top, height ?? top);
    },
    ...(from !== undefined && { startOf: async (tab) => (await topOf(tab, from)) - margin }),
    mostBytes,
    ...(width !== undefined && { width }),
  });
}

/** Above a widget's title. */
const margin = 18;

async function topOf(tab: Page, heading: RegExp): Promise<number> {
  const box = await tab.getByRole("heading", { name: heading }).boundingBox();
  if (box === null) throw new Error(`the dashboard has no heading ${heading}`);
  return box.y;
}
