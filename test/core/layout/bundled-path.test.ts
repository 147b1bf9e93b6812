import fc from "fast-check";
import { expect, test } from "vitest";
import { bundledAt, bundledPath } from "../../../core/layout/bundled-path.ts";

test.each([
  ["/var/task/index.js#node_modules/zod", "/var/task/index.js", "node_modules/zod"],
  ["/var/task/a/b.mjs#node_modules/@s/b", "/var/task/a/b.mjs", "node_modules/@s/b"],
  ["/opt/x.cjs#packages/cart/node_modules/zod", "/opt/x.cjs", "packages/cart/node_modules/zod"],
  ["/var/task/a#b/i.js#node_modules/zod", "/var/task/a#b/i.js", "node_modules/zod"],
  ["/var/task/a.js#b/i.js#node_modules/zod", "/var/task/a.js#b/i.js", "node_modules/zod"],
])("%s is in a bundle", (path, bundle, place) => expect(bundledAt(path)).toEqual({ bundle, place }));

test.each([
  "/var/task/node_modules/zod",
  "/var/task/node_modules/highlight.js",
  "/var/task/node_modules/c#",
  "/var/task/index.js",
  "/var/task/index.js#",
  "/var/task/index.js#node_modules",
  "/var/task/index.js#node_modules/",
  "/var/task/index.js#/node_modules/zod",
  "/var/task/index.js#my_node_modules/zod",
  "/var/task/index.json#node_modules/zod",
  "index.js#node_modules/zod",
  "",
])("%j is not", (path) => expect(bundledAt(path)).toBeNull());

test("what is read back from a path is that path's", () => {
  const parts = fc.constantFrom("/", "#", ".js", ".cjs", "node_modules", "a", "@s", "..", "\n");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 14 }), (pieces) => {
      const path = pieces.join("");
      const found = bundledAt(path);
      if (found !== null) expect(bundledPath(found.bundle, found.place)).toBe(path);
    }),
  );
});
