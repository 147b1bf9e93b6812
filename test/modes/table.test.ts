import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modes } from "./declared.ts";

const files = globSync("*.test.ts", { cwd: import.meta.dirname }).filter((name) => name !== "table.test.ts");
const sources = files.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("\n");

describe("docs/modes.md", () => {
  it.each(Object.keys(modes))("lists %s, which a test names", (mode) => {
    // Tests in a loop are named by a template: what replaces the placeholder is in the source as well.
    const parts = [mode, mode.replace(/^NODE_OPTIONS=/, ""), mode.replace(/^Node (\d+)$/, "$1")];
    expect(
      parts.some(
        (part) =>
          sources.includes(`"${part}"`) ||
          new RegExp(`for \\(const line of \\[[^\\]]*\\b${part}\\b`).test(sources),
      ),
    ).toBe(true);
  });
});
