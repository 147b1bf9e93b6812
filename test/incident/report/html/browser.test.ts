/**
 * The report in Chromium: it asks for nothing, is usable by keyboard and by screen reader, on a narrow screen
 * and on paper. Needs Chromium.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlReport } from "../../../../incident/report/html/html-report.ts";
import { happenedText } from "../../../../incident/report/words/answer.ts";
import { visible } from "../../../../page/html.ts";
import { ambiguousCase } from "./ambiguous-case.ts";
import { collisionCase } from "./collision-case.ts";
import type { Case } from "./fixtures.ts";
import { handledCase } from "./handled-case.ts";
import { attacks, hostileCase } from "./hostile-case.ts";
import { infoCase } from "./info-case.ts";
import { largeCase } from "./large-case.ts";
import { Pages, violationsOf } from "./pages.ts";
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

let pages: Pages;

beforeAll(async () => {
  const all = { ...cases, large: largeCase() };
  pages = await Pages.start(
    Object.fromEntries(
      Object.entries(all).map(([name, { incident, analysis }]) => [name, htmlReport(incident, analysis)]),
    ),
  );
});

afterAll(() => pages?.close());

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

describe("the answer as text", () => {
  const start =
    "A collision explains the failures.\n\nCause: range-violation of zod: orders@1.4.0 asks for zod";

  it("is copied by its button", async () => {
    const { page, troubles } = await pages.open("collision");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy as text" }).click();
    await expect.poll(() => page.locator("#copied").innerText()).toBe("Copied");
    const text = (await page.evaluate("navigator.clipboard.readText()")) as string;
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain("\nFix: Either install zod ^4.1.0 next to orders@1.4.0");
    expect(text).toContain("\nHow sure: High: the code that failed fits the finding");
    expect(text).toContain("\n\norders failed with TypeError (z.iso.datetime is not a function) since");
    expect(text).toContain("\n\nMissing:\n- The platform's own lines are missing for invoices");
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("is shown and selected where the browser does not let a file copy", async () => {
    const { page } = await pages.open("collision");
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.getByRole("button", { name: "Copy as text" }).click();
    await page.getByLabel("The answer as text").waitFor();
    const selected = `document.activeElement.value.slice(document.activeElement.selectionStart,
          document.activeElement.selectionEnd)`;
    expect(((await page.evaluate(selected)) as string).startsWith(start)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it("has no button without a script", async () => {
    const { page } = await pages.open("collision", { script: false });
    expect(await page.getByRole("button", { name: "Copy as text" }).count()).toBe(0);
    await page.context().close();
  });
});

describe("findings that need no one", () => {
  it("are folded away if there are many, and a link opens both the fold and the finding", async () => {
    const { page, troubles } = await pages.open("info");
    expect(await page.locator("#cause-6").isVisible()).toBe(false);
    await page.locator('#copies a[href="#cause-6"]').first().click();
    await expect.poll(() => page.locator("#cause-6 p").first().isVisible()).toBe(true);
    expect(await page.evaluate("document.activeElement.closest('#cause-6') !== null")).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("the explorer", () => {
  const shown = "#copies tbody tr:not([hidden])";

  it("filters by every word, and says how many copies are left", async () => {
    const { page } = await pages.open("collision");
    const all = await page.locator(shown).count();
    expect(all).toBe(120);
    await page.getByLabel("Filter by").fill("zod /OPT/");
    expect(await page.locator(shown).count()).toBe(1);
    expect(await page.locator(shown).innerText()).toContain("3.24.4");
    expect(await page.getByRole("status").innerText()).toBe("1 of 120 copies");
    await page.getByLabel("Filter by").fill("no such package");
    expect(await page.getByRole("status").innerText()).toBe("No copy matches");
    await page.getByLabel("Filter by").fill("");
    expect(await page.locator(shown).count()).toBe(all);
    await page.getByLabel("Only with findings").check();
    expect(await page.locator(shown).count()).toBe(5);
    await page.context().close();
  });

  it("opens and closes what is shown", async () => {
    const { page } = await pages.open("collision");
    await page.getByLabel("Filter by").fill("zod");
    await page.getByRole("button", { name: "Expand shown" }).click();
    expect(await page.locator("#copies details[open]").count()).toBe(2);
    expect(await page.locator("#copies details[open]").first().innerText()).toContain("/var/task/index.mjs");
    await page.getByRole("button", { name: "Collapse" }).click();
    expect(await page.locator("#copies details[open]").count()).toBe(0);
    await page.context().close();
  });

  it("is a whole table without a script", async () => {
    const { page } = await pages.open("collision", { script: false });
    expect(await page.locator(shown).count()).toBe(120);
    expect(await page.locator("#tools").isVisible()).toBe(false);
    await page.context().close();
  });

  it("finds one of a thousand copies", async () => {
    const { page, troubles } = await pages.open("large");
    expect(await page.locator(shown).count()).toBeGreaterThan(900);
    await page.getByLabel("Filter by").fill("@fleet/package-777");
    expect(await page.locator(shown).count()).toBe(1);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describe("by keyboard", () => {
  it("details open and close with Enter and Space", async () => {
    const { page } = await pages.open("collision");
    const details = page.locator("#cause-1");
    await details.locator("> summary").focus();
    expect(await details.getAttribute("open")).toBeNull();
    await page.keyboard.press("Enter");
    expect(await details.getAttribute("open")).not.toBeNull();
    await page.keyboard.press("Space");
    expect(await details.getAttribute("open")).toBeNull();
    await page.context().close();
  });

  it("a link to a finding opens it and goes there, again after it was closed", async () => {
    const { page } = await pages.open("collision");
    const details = page.locator("#cause-1");
    const link = page.locator('#timeline a[href="#cause-1"]');
    for (let times = 0; times < 2; times++) {
      await link.focus();
      await page.keyboard.press("Enter");
      await expect
        .poll(() => page.evaluate("document.activeElement.closest('#cause-1') !== null"))
        .toBe(true);
      expect(await details.getAttribute("open")).not.toBeNull();
      await page.keyboard.press("Enter");
      expect(await details.getAttribute("open")).toBeNull();
    }
    await page.context().close();
  });

  it("every scrolling part and every control is reached by Tab", async () => {
    const { page } = await pages.open("collision");
    const wanted = await page
      .locator(".scroll, input, button, summary, a")
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    const reached = new Set<string>();
    for (let times = 0; times < wanted + 20; times++) {
      await page.keyboard.press("Tab");
      reached.add(
        (await page.evaluate(
          "[...document.querySelectorAll('.scroll, input, button, summary, a')]" +
            ".indexOf(document.activeElement) + ''",
        )) as string,
      );
    }
    reached.delete("-1");
    expect(reached.size).toBe(wanted);
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
