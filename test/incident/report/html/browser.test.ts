/**
 * The report in Chromium: it asks for nothing, is usable by keyboard and by screen reader, on a narrow screen
 * and on paper. Needs Chromium.
 */
import { describe, expect, it } from "vitest";
import { happenedText } from "../../../../incident/report/words/answer.ts";
import { visible } from "../../../../page/html.ts";
import { violationsOf } from "../../../support/pages.ts";
import { ambiguousCase } from "./ambiguous-case.ts";
import { browsing, patient } from "./browsing.ts";
import { collisionCase } from "./collision-case.ts";
import type { Case } from "./fixtures.ts";
import { handledCase } from "./handled-case.ts";
import { attacks, hostileCase } from "./hostile-case.ts";
import { infoCase } from "./info-case.ts";
import { largeCase } from "./large-case.ts";
import { emptyCase, quietCase } from "./quiet-cases.ts";

const cases: Readonly<Record<string, Case>> = {
  collision: collisionCase(),
  ambiguous: ambiguousCase(),
  handled: handledCase(),
  quiet: quietCase(),
  empty: emptyCase(),
  hostile: hostileCase(),
  info: infoCase(),
};

const pages = browsing({ ...cases, large: largeCase() });

describe.each(Object.keys(cases))("the report of the %s incident", (name) => {
  it("asks for nothing and complains of nothing", async () => {
    const { page, troubles } = await pages.open(name);
    await page.waitForLoadState("networkidle");
    for (const link of await page.locator("nav a").all()) await link.click();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("has nothing that axe objects to (dark: %s, details open: %s)", async (dark, open) => {
    const { page } = await pages.open(name, { dark });
    if (open)
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it("has nothing that axe objects to where tables scroll", async () => {
    const { page } = await pages.open(name, { width: 360 });
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it.each([320, 360, 768, 1280])("is not wider than %d pixels, details open as well", async (width) => {
    const { page } = await pages.open(name, { width });
    const scrolled = () => page.evaluate("document.documentElement.scrollWidth");
    expect(await scrolled()).toBeLessThanOrEqual(width);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    expect(await scrolled()).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  it("shows findings and errors on paper, without a script as well", async () => {
    const { page } = await pages.open(name, { script: false });
    await page.emulateMedia({ media: "print" });
    const hidden = await page
      .locator(":not(.fold) > details.card > *:not(summary)")
      .evaluateAll((all) => all.filter((each) => each.textContent !== "" && !each.checkVisibility()).length);
    expect(hidden).toBe(0);
    await page.context().close();
  });
});

describe("the first screen", () => {
  it("answers what failed, since when, why, how to fix it and how sure that is", async () => {
    const { page } = await pages.open("collision");
    const { answer } = collisionCase().analysis;
    for (const text of [
      "A collision explains the failures",
      happenedText(collisionCase().analysis),
      answer.fix ?? "",
      "2026-11-21T03:12:04Z",
      "range-violation of zod",
      "High: the code that failed fits the finding",
    ]) {
      const box = await page.locator("#answer").getByText(text).locator("visible=true").first().boundingBox();
      expect(box, text).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 0), text).toBeLessThan(900);
    }
    await page.context().close();
  });
});

describe("findings that need no one", () => {
  it("are folded away if there are many, and a link opens both the fold and the finding", async () => {
    const { page, troubles } = await pages.open("info");
    expect(await page.locator("#cause-6").isVisible()).toBe(false);
    await page.locator('#copies a[href="#cause-6"]').first().click();
    await expect.poll(() => page.locator("#cause-6 p").first().isVisible(), patient).toBe(true);
    expect(await page.evaluate("document.activeElement.closest('#cause-6') !== null")).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("a hostile incident", () => {
  it("is given as text, all of it", async () => {
    const { page } = await pages.open("hostile");
    const text = (await page.evaluate("document.querySelector('main').textContent")) as string;
    for (const attack of Object.values(attacks)) expect(text.includes(visible(attack)), attack).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.body).display")).toBe("block");
    await page.context().close();
  });

  it("runs no script, whatever is clicked or pointed at, and every link stays on the page", async () => {
    const { page, troubles } = await pages.open("hostile");
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    for (const event of ["mouseover", "click", "focus"])
      await page.evaluate(
        `document.querySelectorAll('body *:not(a)').forEach((each) =>
              each.dispatchEvent(new Event('${event}')))`,
      );
    expect(await page.evaluate("document.scripts.length")).toBe(1);
    expect(
      await page.evaluate(
        "document.querySelectorAll('img, iframe, object, embed, base, link, style ~ style, " +
          "[onmouseover], [onclick], [onload]').length",
      ),
    ).toBe(0);
    const addresses = (await page.evaluate(
      "[...document.links].map((link) => link.getAttribute('href'))",
    )) as string[];
    expect(addresses.filter((address) => !/^#[a-z]+(?:-(?:\d+|[a-z-]+))?$/.test(address))).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("has no link that leads nowhere", async () => {
    for (const name of ["collision", "hostile", "large"]) {
      const { page } = await pages.open(name);
      const dangling = await page.evaluate(
        `[...document.links].map((link) => link.hash.slice(1))
            .filter((id) => document.getElementById(id) === null)`,
      );
      expect(dangling).toEqual([]);
      await page.context().close();
    }
  });

  it("would be stopped by the policy even if a script got in", async () => {
    const { page, troubles } = await pages.open("quiet");
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), {
          textContent: 'window.injected = true' }))`,
    );
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('img'), {
          src: 'https://attacker.example/x' }))`,
    );
    expect(await page.evaluate("window.injected")).toBeUndefined();
    const refused = troubles.filter((trouble) =>
      trouble.includes("violates the following Content Security Policy"),
    );
    expect(refused).toEqual([
      expect.stringContaining("inline script"),
      expect.stringContaining("attacker.example"),
    ]);
    await page.context().close();
  });
});
