/** The page of a check in Chromium: it asks for nothing, and its explorer works by mouse, by keys and on a phone. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFunction } from "../../../../check/check-function.ts";
import { htmlReport } from "../../../../check/report/html/html-report.ts";
import { findingPage } from "../../../../incident/report/finding-pages.ts";
import { visible } from "../../../../page/html.ts";
import { type How, type Opened, Pages, violationsOf } from "../../../support/pages.ts";
import { attacks, caseNames, checkedCase, fleet, largeInput, now, report } from "../cases.ts";

const reports = {
  ...Object.fromEntries(caseNames.map((name) => [name, () => [checkedCase(name)]])),
  fleet,
  large: () => [checkFunction(largeInput(700), now)],
};
const patient = { timeout: 30_000 };

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start(
    Object.fromEntries(
      Object.entries(reports).map(([name, make]) => [name, htmlReport(report(make()), findingPage)]),
    ),
  );
});
afterAll(() => pages?.close());

async function opened(name: string, look: (opened: Opened) => Promise<void>, how: How = {}): Promise<void> {
  const one = await pages.open(name, how);
  await look(one);
  expect(one.troubles).toEqual([]);
  await one.page.context().close();
}

const rowsOf = (page: Page) => page.locator("[role=treeitem]:visible .name");
const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement.textContent");

describe.each(Object.keys(reports))("the page of %s", (name) => {
  it.each([
    [1280, false],
    [390, true],
  ])("at %i pixels, dark: %s, has nothing that axe objects to and is not wider", async (width, dark) => {
    await opened(
      name,
      async ({ page }) => {
        expect(await violationsOf(page)).toEqual([]);
        await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        expect(await violationsOf(page)).toEqual([]);
      },
      { width, dark },
    );
  });
});

describe("the explorer", () => {
  it("opens folders on demand, down to what a file overwrote", async () => {
    await opened("overlap", async ({ page }) => {
      expect(await rowsOf(page).allTextContents()).toEqual([
        "nodejs/",
        "node_modules/",
        "node20/node_modules/old/",
      ]);
      await page.getByText("node_modules/", { exact: true }).click();
      await page.getByText("shared/", { exact: true }).click();
      await page.getByText("index.js", { exact: true }).last().click();
      const lost = await page.locator(".row.note:visible").allTextContents();
      expect(lost).toEqual(["overwritten: 1 base, 26 B, other bytes"]);
      expect(await page.locator(".chip:visible", { hasText: "torn" }).count()).toBe(1);
    });
  });

  it("is used by keys alone", async () => {
    await opened("overlap", async ({ page }) => {
      await page.locator("[role=treeitem][tabindex='0']").focus();
      expect(await focused(page)).toContain("nodejs/");
      const keys: readonly (readonly [string, string])[] = [
        ["ArrowRight", "node_modules/"],
        ["ArrowDown", "node20/"],
        ["ArrowUp", "node_modules/"],
        ["ArrowRight", "node_modules/"],
        ["ArrowRight", "equal/"],
        ["ArrowUp", "node_modules/"],
        ["ArrowLeft", "node_modules/"],
        ["ArrowLeft", "nodejs/"],
        ["End", "node20/"],
        ["Home", "nodejs/"],
        ["Enter", "nodejs/"],
        ["ArrowDown", "nodejs/"],
      ];
      for (const [key, name] of keys) {
        await page.keyboard.press(key);
        expect(await focused(page), key).toContain(name);
      }
      expect(await rowsOf(page).count()).toBe(1);
    });
  });

  it("finds files among thousands, and shows them by and by", async () => {
    await opened("large", async ({ page }) => {
      const found = page.locator("#found");
      expect(await found.textContent()).toMatch(/^10,950 files/);
      expect(await page.locator("[role=treeitem]").count()).toBeLessThan(300);
      await page.getByText("Show 200 more of").first().click();
      expect(await page.locator("[role=treeitem]").count()).toBeLessThan(500);
      await page.locator("#find").fill("package-12 file-1.js");
      await expect.poll(() => found.textContent(), patient).toMatch(/^11 of 10,950 files/);
      expect(await page.locator(".hits > li").count()).toBe(11);
      await page.locator("#find").fill("lib");
      await expect.poll(() => page.locator(".hits > li").count(), patient).toBe(201);
      await page.getByText("Show 200 more").click();
      expect(await page.locator(".hits > li").count()).toBe(401);
      await page.locator("#find").fill("no such file");
      await expect.poll(() => found.textContent(), patient).toBe("No file matches");
    });
  });

  it("shows what one layer lost, and what is loaded", async () => {
    await opened("overlap", async ({ page }) => {
      const names = () => page.locator(".hits .name").allTextContents();
      await page.locator("#of-kind").selectOption("changed");
      expect(await names()).toEqual([
        "/opt/nodejs/node_modules/shared/index.js",
        "/opt/nodejs/node_modules/shared/package.json",
      ]);
      await page.locator("#of-kind").selectOption("will");
      expect(await names()).toHaveLength(2);
      await page.locator("#of-kind").selectOption("all");
      await page.locator("#of-layer").selectOption("1");
      expect(await names()).toHaveLength(4);
      await page.locator("#by").selectOption("bytes");
      expect((await names())[0]).toBe("/opt/nodejs/node_modules/shared/package.json");
    });
  });

  it("changes with the function", async () => {
    await opened("fleet", async ({ page }) => {
      expect(await page.locator("#explorer-keys li").allTextContents()).toEqual(["1 utils"]);
      await page.locator("#of-function").selectOption({ label: "layers" });
      expect(await page.locator("#explorer-keys li").allTextContents()).toEqual(["1 base", "2 above"]);
      expect(await page.locator("#found").textContent()).toMatch(/^8 files/);
    });
  });

  it("takes hostile names for text", async () => {
    await opened("hostile", async ({ page }) => {
      await page.locator("#find").fill("evil/");
      await expect.poll(() => page.locator(".hits > li").count(), patient).toBeGreaterThan(6);
      const text = (await page.locator("#explorer").textContent()) ?? "";
      for (const attack of Object.values(attacks)) expect(text).toContain(visible(attack));
      expect(await page.locator("img, iframe, #explorer script, #explorer a").count()).toBe(0);
    });
  });

  it("says that it needs a script, and the page reads without one", async () => {
    await opened(
      "overlap",
      async ({ page }) => {
        expect(await page.locator("#no-explorer").isVisible()).toBe(true);
        expect(await page.locator("#explorer").isVisible()).toBe(false);
        expect(await page.locator("#answer h2").textContent()).toContain("torn between layers");
      },
      { script: false },
    );
  });

  it("copies the answer as text", async () => {
    await opened("will", async ({ page }) => {
      await page.locator("#copy").click();
      const text = await page.locator("#pasted").inputValue();
      expect(text).toMatch(/^orders: 1 error will happen\.\n\nerror range-violation of utils/);
    });
  });
});
