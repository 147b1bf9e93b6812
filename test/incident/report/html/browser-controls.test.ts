/** What a reader does with the report: copy, filter, fold, and go on by keyboard. Needs Chromium. */
import { describe, expect, it } from "vitest";
import { violationsOf } from "../../../support/pages.ts";
import { browsing, patient } from "./browsing.ts";
import { collisionCase } from "./collision-case.ts";
import { largeCase } from "./large-case.ts";

const pages = browsing({ collision: collisionCase(), large: largeCase() });

describe("the answer as text", () => {
  const start =
    "A collision explains the failures.\n\nCause: range-violation of zod: orders@1.4.0 asks for zod";

  it("is copied by its button", async () => {
    const { page, troubles } = await pages.open("collision");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy as text" }).click();
    await expect.poll(() => page.locator("#copied").innerText(), patient).toBe("Copied");
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
        .poll(() => page.evaluate("document.activeElement.closest('#cause-1') !== null"), patient)
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
