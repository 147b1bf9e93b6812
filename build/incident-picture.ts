/**
 * `node build/incident-picture.ts [--logs FILE] [--out FILE.png] [--whole]`: the HTML report of some logs as
 * a picture, for the README that of the demo's log: the answer, the timeline, and where packages came from.
 * Chromium must be on PATH.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "../command/incident.ts";
import { drawPage } from "./page-picture.ts";

const mostBytes = 300_000;
/** Of the page below its last section. */
const margin = 14;

const { values } = parseArgs({
  options: {
    logs: { type: "string", default: "dist/demo/log.json" },
    out: { type: "string", default: "docs/incident.png" },
    whole: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "outcrop-picture-"));
try {
  const page = join(folder, "incident.html");
  const code = await run([values.logs, "--out", page]);
  if (code !== 0) throw new Error(`no report of ${values.logs}`);
  if (values.whole) await drawPage(page, values.out, null);
  else
    await drawPage(
      page,
      values.out,
      async (tab) => {
        const box = await tab.locator("#roots").boundingBox();
        if (box === null) throw new Error("the report has no picture of roots");
        return box.y + box.height + margin;
      },
      mostBytes,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
