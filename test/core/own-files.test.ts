import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { isClone, layerZip, ownFile, ownProgram } from "../../core/own-files.ts";

/** In the npm package, test/package finds each of them. */
it("are where a clone has them", () => {
  expect(isClone).toBe(true);
  expect(ownFile("docs/findings/torn-family.md").href).toBe(
    new URL("../../docs/findings/torn-family.md", import.meta.url).href,
  );
  expect(existsSync(ownFile("docs/findings/"))).toBe(true);
  expect(existsSync(ownProgram)).toBe(true);
  expect(layerZip.href).toMatch(/\/dist\/outcrop-layer\.zip$/);
});
