import { describe, expect, test } from "vitest";
import { didNotLoad } from "../../../core/explain/did-not-load.ts";
import { finding } from "./support.ts";

describe("a native file did not load", () => {
  test.each([
    ["failed", "warning", true],
    ["failed", "error", true],
    // Another file was loaded instead.
    ["failed", "info", false],
    ["latent", "warning", false],
    ["loaded", "warning", false],
  ] as const)("%s, %s: %s", (outcome, severity, expected) => {
    const parts = { code: "wrong-architecture", severity, evidence: { outcome } } as const;
    expect(didNotLoad(finding("bcrypt", parts))).toBe(expected);
  });

  test("and only a native file", () => {
    const parts = { code: "shadowed-package", severity: "warning", evidence: { outcome: "failed" } } as const;
    expect(didNotLoad(finding("zod", parts))).toBe(false);
  });
});
