/** A page as a picture for the README and the guides, which show it 900 pixels wide. Chromium must be on PATH. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { chromiumBinary } from "./chromium.ts";

/** Of a wide screen. */
const usualWidth = 1280;

export interface Picture {
  /** Writes the page, and gives the command's exit code. */
  readonly draw: (out: string) => Promise<number>;
  /** The height down to which the page is drawn, in pixels. */
  readonly endOf: (tab: Page) => Promise<number>;
  /** Where it begins; at its top by default. */
  readonly startOf?: (tab: Page) => Promise<number>;
  readonly mostBytes: number;
  /** Of the screen, in pixels; that of a wide one by default. */
  readonly width?: number;
}

/** @returns a PNG; @throws Error where the page cannot be drawn or the picture is too large */
export async function pictureOf({
  draw,
  endOf,
  startOf,
  mostBytes,
  width = usualWidth,
}: Picture): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-picture-"));
  const browser = await chromium.launch({ executablePath: chromiumBinary(), args: ["--no-sandbox"] });
  try {
    const page = join(folder, "page.html");
    const code = await draw(page);
    if (code !== 0) throw new Error(`the command that writes the page ended with ${code}`);
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: "light" });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(page).href);
    const y = Math.floor((await startOf?.(tab)) ?? 0);
    const clip = { x: 0, y, width, height: Math.floor(await endOf(tab)) - y };
    // A page of thousands of rows takes its time on a busy machine.
    const png = await tab.screenshot({ fullPage: true, clip, timeout: 300_000 });
    if (png.length > mostBytes)
      throw new Error(`the picture has ${png.length} bytes, more than ${mostBytes}`);
    return png;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is missing for a picture of these logs, or null. */
export function missingForPicture(logs: string): string | null {
  return missingBrowser() ?? (existsSync(logs) ? null : `${logs} does not exist`);
}

export function missingBrowser(): string | null {
  try {
    chromiumBinary();
    return null;
  } catch {
    return "Chromium is not on PATH";
  }
}
