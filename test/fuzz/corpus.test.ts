import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultOf } from "./fuzz-target.ts";
import { targets } from "./targets.ts";

describe.each(targets)("the corpus of $name", (target) => {
  const folder = join(import.meta.dirname, "corpus", target.name);

  it.each(readdirSync(folder))("%s", (name) => {
    expect(
      faultOf(target, new Uint8Array(readFileSync(join(folder, name))).subarray(0, target.maxBytes)),
    ).toBeNull();
  });
});
