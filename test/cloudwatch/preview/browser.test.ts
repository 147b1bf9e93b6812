/** The page in Chromium, as a reader opens it: from a file, light and dark, wide, narrow and on paper. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumBinary } from "../../../build/generate/pictures/chromium.ts";
import { drawDashboard, previewPage } from "../../../cloudwatch/observability/preview/preview.ts";
import type { Collection } from "../../../cloudwatch/preview/collect.ts";
import { largeFleet } from "./large-fleet.ts";
import { collect, finding, invocation, start, troubledFleet } from "./lines.ts";

const axe = createRequire(import.meta.url).resolve("axe-core");

const pages: Readonly<Record<string, Collection>> = {
  troubled: troubledFleet(),
  fleet: collect(...largeFleet(100).events),
  healthy: collect(
    ...Array.from({ length: 30 }, (_, at) =>
      invocation(start + at * 60_000, { functionName: `function-${at % 12}` }),
    ),
  ),
  hostile: collect(
    invocation(start, { functionName: "<script>alert(1)</script>", counts: { "shadowed-package": 1e308 } }),
    finding(start, "shadowed-package", "a".repeat(5_000), {
      functionName: "f".repeat(1_000),
      message: "<img src=https://example.com/x onerror=alert(1)>",
    }),
  ),
};

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "outcrop-page-"));
  for (const [name, collected] of Object.entries(pages))
    writeFileSync(
      join(folder, `${name}.html`),
      previewPage(drawDashboard(collected), collected, { title: "Outcrop", notes: ["A note."] }),
    );
  browser = await chromium.launch({ executablePath: chromiumBinary(), args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Errors of the console and of scripts, and every address asked for but the page's own. */
  readonly troubles: readonly string[];
}

async function open(name: string, { width = 1400, dark = false } = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    bypassCSP: false,
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(`dialog ${dialog.message()}`));
  page.on("request", (request) => request.url() !== address && troubles.push(request.url()));
  await page.goto(address, { waitUntil: "load" });
  return { page, troubles };
}

describe.each(Object.keys(pages))("the page of a %s fleet", (name) => {
  it("asks for nothing and complains of nothing", async () => {
    const { page, troubles } = await open(name);
    await page.waitForLoadState("networkidle");
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each([false, true])("has nothing that axe objects to (dark: %s)", async (dark) => {
    const { page } = await open(name, { dark });
    // The debugger's evaluation is not held by the page's policy, which forbids every script.
    await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8"));
    const violations = (await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
    )) as string[];
    expect(violations).toEqual([]);
    await page.context().close();
  });

  it.each([320, 390, 899, 1000, 1400])("is not wider than %d pixels", async (width) => {
    const { page } = await open(name, { width });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});

describe("the layout", () => {
  it("is CloudWatch's grid on a wide screen and one column on a narrow one and on paper", async () => {
    const { page } = await open("troubled");
    const lefts = async () =>
      new Set(
        (await page
          .locator(".widget")
          .evaluateAll((all) =>
            all.map((each) => Math.round(each.getBoundingClientRect().left)),
          )) as number[],
      ).size;
    expect(await lefts()).toBeGreaterThan(5);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await lefts()).toBe(1);
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.emulateMedia({ media: "print" });
    expect(await lefts()).toBe(1);
    await page.context().close();
  });

  it("shows every fix without scrolling sideways on a phone", async () => {
    const { page } = await open("troubled", { width: 420 });
    const fixes = page.locator('td[data-field="fix"]');
    expect(await fixes.count()).toBeGreaterThan(0);
    for (const each of await fixes.all()) {
      const { x = 0, width = 0 } = (await each.boundingBox()) ?? {};
      expect(width).toBeGreaterThan(100);
      expect(x + width).toBeLessThanOrEqual(420);
    }
    await page.context().close();
  });

  it.each(["mouse", "keyboard"])("sorts the list of functions by any column, by %s", async (by) => {
    const { page, troubles } = await open("fleet");
    const list = page.locator("table.rows").filter({ hasText: "worst_state" }).filter({ hasText: "node" });
    const names = () => list.locator("tbody td:first-child").allTextContents();
    const press = async (column: string) => {
      const button = list.getByRole("button", { name: column, exact: true });
      if (by === "mouse") return button.click();
      await button.focus();
      return page.keyboard.press("Enter");
    };
    const given = await names();
    await press("name");
    const up = await names();
    // By their numbers, as a person counts.
    expect(up.slice(0, 3)).toEqual(["shop-jobs-2", "shop-jobs-7", "shop-jobs-12"]);
    expect(await list.locator('th[aria-sort="ascending"]').allTextContents()).toEqual(["name"]);
    await press("name");
    expect(await names()).toEqual(up.toReversed());
    await press("findings");
    const findings = (await list.locator("td[data-field=findings]").allTextContents()).map(Number);
    expect(findings).toEqual(findings.toSorted((a, b) => a - b));
    // What has no value comes last, up and down.
    await press("node");
    await press("node");
    expect((await list.locator("td[data-field=node]").allTextContents()).at(-1)).toBe("–");
    await press("worst_state");
    const states = await list.locator("td[data-field=worst_state]").allTextContents();
    expect(states).toEqual(states.toSorted());
    expect((await names()).toSorted()).toEqual(given.toSorted());
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("draws a dot for each of few points, in sight", async () => {
    const { page } = await open("troubled");
    const dots = page.locator(".dots");
    expect(await dots.count()).toBeGreaterThan(3);
    for (const each of await dots.all()) expect((await each.boundingBox())?.width).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });
});
