import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { notesOf, nothingUnreleased } from "../../../build/release/changelog.ts";

const changelog = `# Changelog

## Unreleased

## 1.10.0

### Fixed

- Ten.

## 1.1.0 - 2026-12-01

- One.
`;

describe("the notes of a release", () => {
  it.each([
    ["1.10.0", "### Fixed\n\n- Ten.\n"],
    ["1.1.0", "- One.\n"],
  ])("are the section of its version: %s", (version, notes) => {
    expect(notesOf(changelog, version)).toBe(notes);
  });

  it("are not made from nothing", () => {
    expect(() => notesOf(changelog, "1.1")).toThrow('CHANGELOG.md has no section "## 1.1"');
    expect(() => notesOf("## 2.0.0\n\n## 1.0.0\n", "2.0.0")).toThrow("CHANGELOG.md says nothing about 2.0.0");
  });

  it("leave nothing without a version", () => {
    expect(() => nothingUnreleased(changelog)).not.toThrow();
    expect(() => nothingUnreleased(changelog.replace("Unreleased\n", "Unreleased\n\n- New.\n"))).toThrow(
      'CHANGELOG.md has entries under "Unreleased"',
    );
  });
});

it("has notes of the version that package.json names", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(notesOf(readFileSync("CHANGELOG.md", "utf8"), version)).toMatch(/\w/);
});
