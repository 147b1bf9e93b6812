import fc from "fast-check";
import { expect, test } from "vitest";
import { outputOf } from "../../../../core/layout/bundled/output-file.ts";

const bundle = "/var/task/src/orders/index.js";

test.each([
  [["index.js"], "index.js"],
  [["dist/orders/index.js", "dist/payments/index.js"], "dist/orders/index.js"],
  [["index.js", "dist/orders/index.js"], "dist/orders/index.js"],
  [["dist/orders/index.js", "dist/src/orders/index.js"], "dist/src/orders/index.js"],
  [["dist/orders/index.js", "build/orders/index.js"], null],
  [["dist/orders/index.js", "build/orders/index.js", "src/orders/index.js"], "src/orders/index.js"],
  [["a/index.js", "b/index.js"], null],
  [["xindex.js", "index.mjs", "index.js/", "index.js.map"], null],
  [[], null],
  [[""], null],
])("of %j: %j", (outputs, expected) => expect(outputOf(outputs, bundle)).toBe(expected));

test("the order of the outputs does not matter, and of two that are as near neither is the bundle", () => {
  const segment = fc.constantFrom("a", "src", "orders", "index.js", "", "..");
  const outputs = fc.uniqueArray(
    fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join("/")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(outputs, (paths) => {
      const found = outputOf(paths, bundle);
      expect(outputOf([...paths].reverse(), bundle)).toBe(found);
      if (found === null) return;
      expect(paths).toContain(found);
      expect(found.endsWith("index.js")).toBe(true);
      expect(outputOf([...paths, `other/${found}`], `/${found}`)).toBe(null);
    }),
  );
});
