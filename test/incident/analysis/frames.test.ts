import { describe, expect, it } from "vitest";
import { explained } from "./explained.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, incident, own } from "./incidents.ts";

describe("frames", () => {
  it("are mapped to the copy with the longest path, and by their path where no line tells of it", () => {
    const frames = [
      "at f (/opt/nodejs/node_modules/zod/lib/a.js:1:1)",
      "at g (/var/task/node_modules/unknown/b.js:2:2)",
      "at h (node:internal/x:1:1)",
      "at i (/var/task/lib/c.js:3:3)",
      "at j (/tmp/d.js:4:4)",
    ];
    const { first } = explained({ findings: [], error: { frames } });
    expect(
      first.frames.map(({ text, copy: found }) => [text.slice(3, 4), found?.package, found?.version]),
    ).toEqual([
      ["f", "zod", "3.24.4"],
      ["g", "unknown", null],
      ["i", "orders", "1.0.0"],
      ["j", undefined, undefined],
    ]);
  });

  it("tell of mixed roots where Outcrop did not", () => {
    const smithy = [copy("@smithy/core@3.0.0"), copy("@smithy/types@4.0.0", "runtime")];
    const where = environment({ copies: [own, ...smithy] });
    const frames = smithy.map(({ path }) => `at f (${path}/index.js:1:1)`);
    expect(analyse(incident([where], [error({ in: [where], frames })])).errors[0]?.mixedRoots).toContain(
      "from two roots",
    );
  });
});
