/** Every core source that does something has a test of its name. */
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const repository = join(import.meta.dirname, "../..");
const sources = globSync("core/**/*.ts", { cwd: repository }).sort();

describe.each(sources)("%s", (source) => {
  test("has its test, unless it holds types alone", async () => {
    const exported = Object.keys((await import(join(repository, source))) as object);
    if (exported.length > 0)
      expect(existsSync(join(repository, "test", source.replace(/\.ts$/, ".test.ts")))).toBe(true);
  });
});
