/** The page of `outcrop check` about the demo's function as a picture: the layers, and the explorer of /opt. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { run } from "../../../command/check.ts";
import { install } from "../../../sandbox/demo/install.ts";
import { demoRoots, type RootName } from "../../../sandbox/demo/scenario.ts";
import { pictureOf } from "./page-picture.ts";

/** Around the sections. */
const margin = 14;

export async function checkPicture(): Promise<Buffer> {
  const named = mkdtempSync(join(tmpdir(), "outcrop-demo-"));
  try {
    for (const root of demoRoots) symlinkSync((await install(root)).directory, join(named, root.name));
    const folder = (name: RootName): string => join(named, name);
    return await pictureOf({
      draw: (out) =>
        run([
          ...["--function", folder("function"), "--name", "orders"],
          ...["--layer", folder("layer-utils"), "--layer", folder("layer-observability")],
          ...["--runtime-files", folder("runtime")],
          ...["--fail-on", "never", "--allow-unjudged", "--out", out],
        ]),
      startOf: async (tab) => ((await tab.locator("#layers").boundingBox())?.y ?? 0) - margin,
      endOf,
      mostBytes: 500_000,
    });
  } finally {
    rmSync(named, { recursive: true, force: true });
  }
}

async function endOf(tab: Page): Promise<number> {
  for (const name of ["package.json", "node_modules/", "@shop/"])
    await tab
      .locator(".tree .name", { hasText: new RegExp(`^${name}$`) })
      .first()
      .click();
  await tab.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
  const box = await tab.locator("#explorer-section").boundingBox();
  if (box === null) throw new Error("the page has no explorer");
  return box.y + box.height + margin;
}
