/**
 * `node build/dashboard-picture.ts [--logs FILE] [--out FILE.png] [--whole]`: the dashboard of some logs as a
 * picture, for the README that of the demo's lines, down to what is to be done next. Chromium must be on
 * PATH.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "../command/dashboard.ts";
import { drawPage } from "./page-picture.ts";

const mostBytes = 400_000;
/** Where the part that answers "which, since when, what now" ends. */
const nextHeading = "What is loaded now?";

const { values } = parseArgs({
  options: {
    logs: { type: "string", default: "dist/demo/log.json" },
    out: { type: "string", default: "docs/dashboard.png" },
    title: { type: "string", default: "Outcrop: the demo, an orders service" },
    whole: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "outcrop-picture-"));
try {
  const page = join(folder, "dashboard.html");
  const code = await run(["--preview", values.logs, "--title", values.title, "--out", page]);
  if (code !== 0) throw new Error(`no dashboard of ${values.logs}`);
  if (values.whole) await drawPage(page, values.out, null);
  else
    await drawPage(
      page,
      values.out,
      async (tab) => (await tab.getByRole("heading", { name: nextHeading }).boundingBox())?.y ?? 900,
      mostBytes,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
