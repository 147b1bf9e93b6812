/**
 * `node build/dashboard-picture.ts [--logs FILE] [--out FILE.png] [--whole]`: the dashboard of some logs as a picture, for the README that of the demo's
 * lines, down to what is to be done next. Chromium must be on PATH.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { run } from "../incident/command/dashboard.ts";
import { chromiumBinary } from "./chromium.ts";
import { indexedPng } from "./indexed-png.ts";

/** The README shows the picture 900 pixels wide: a page of 1280 drawn at 1400 is legible there. */
const picture = { pageWidth: 1280, width: 1400, mostBytes: 400_000 };
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
  await draw(page, values.out);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function draw(page: string, out: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumBinary(), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({
      viewport: { width: picture.pageWidth, height: 900 },
      deviceScaleFactor: picture.width / picture.pageWidth,
      colorScheme: "light",
    });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(page).href);
    const end = await tab.getByRole("heading", { name: nextHeading }).boundingBox();
    const clip = { x: 0, y: 0, width: picture.pageWidth, height: Math.floor(end?.y ?? 900) };
    const png = await tab.screenshot({ fullPage: true, ...(values.whole ? {} : { clip }) });
    writeFileSync(out, await indexedPng(await context.newPage(), png));
  } finally {
    await browser.close();
  }
  const { size } = statSync(out);
  process.stderr.write(`${out}: ${Math.round(size / 1000)} kB\n`);
  if (!values.whole && size > picture.mostBytes) throw new Error(`${out} is larger than ${picture.mostBytes} bytes`);
}
