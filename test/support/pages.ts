/** Opens reports in Chromium as a reader does: from a file. Whatever uses this needs a Chromium on PATH. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumBinary } from "../../build/generate/pictures/chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

export interface Opened {
  readonly page: Page;
  /** Errors of the console and of scripts, dialogs, and every address asked for but the page's own. */
  readonly troubles: readonly string[];
}

export interface How {
  readonly width?: number;
  readonly dark?: boolean;
  readonly script?: boolean;
}

export class Pages {
  readonly #folder: string;
  readonly #browser: Browser;

  private constructor(folder: string, browser: Browser) {
    this.#folder = folder;
    this.#browser = browser;
  }

  static async start(texts: Readonly<Record<string, string>>): Promise<Pages> {
    const folder = mkdtempSync(join(tmpdir(), "outcrop-report-"));
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.html`), text);
    return new Pages(
      folder,
      await chromium.launch({ executablePath: chromiumBinary(), args: ["--no-sandbox"] }),
    );
  }

  async open(name: string, { width = 1280, dark = false, script = true }: How = {}): Promise<Opened> {
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: script,
      bypassCSP: false,
    });
    const page = await context.newPage();
    const troubles: string[] = [];
    const address = pathToFileURL(join(this.#folder, `${name}.html`)).href;
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (problem) => troubles.push(problem.message));
    page.on("dialog", (dialog) => {
      troubles.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => request.url() !== address && troubles.push(request.url()));
    await page.goto(address, { waitUntil: "load" });
    return { page, troubles };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The debugger's evaluation is not held by the page's policy. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return (await page.evaluate(
    `axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 300)))`,
  )) as string[];
}
