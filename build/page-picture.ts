/**
 * A page as a picture for the README, which shows it 900 pixels wide: a page of 1280 drawn at 1400 is legible
 * there. Chromium must be on PATH.
 */
import { statSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { chromiumBinary } from "./chromium.ts";
import { indexedPng } from "./indexed-png.ts";

const pageWidth = 1280;
const width = 1400;

/**
 * @param endOf the height down to which the page is drawn, in pixels; null for all of it
 * @throws Error where the file is larger than `mostBytes`
 */
export async function drawPage(
  page: string,
  out: string,
  endOf: ((tab: Page) => Promise<number>) | null,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumBinary(), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({
      viewport: { width: pageWidth, height: 900 },
      deviceScaleFactor: width / pageWidth,
      colorScheme: "light",
    });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(page).href);
    const clip =
      endOf === null ? {} : { clip: { x: 0, y: 0, width: pageWidth, height: Math.floor(await endOf(tab)) } };
    const png = await tab.screenshot({ fullPage: true, ...clip });
    writeFileSync(out, await indexedPng(await context.newPage(), png));
  } finally {
    await browser.close();
  }
  const { size } = statSync(out);
  process.stderr.write(`${out}: ${Math.round(size / 1000)} kB\n`);
  if (size > mostBytes) throw new Error(`${out} is larger than ${mostBytes} bytes`);
}
