import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { docsAddress, docsUrl } from "../../core/docs-address.ts";
import { findingKinds } from "../../core/findings/finding.ts";

it("the address of a page is its path, below where the pages are published", () => {
  for (const { docs } of Object.values(findingKinds)) {
    expect(existsSync(docs)).toBe(true);
    expect(docsAddress(docs)).toBe(`${docsUrl}${docs}`);
    expect(docsAddress(docs, "https://wiki.example.com/outcrop/")).toBe(
      `https://wiki.example.com/outcrop/${docs}`,
    );
  }
});

it("the constant is empty or an address that ends with a slash, as the template's parameter", () => {
  expect(docsUrl).toMatch(/^(https:\/\/[!-~]+\/)?$/);
});
