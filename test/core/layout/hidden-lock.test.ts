import fc from "fast-check";
import { expect, test } from "vitest";
import { HiddenLocks, parseHiddenLock } from "../../../core/layout/hidden-lock.ts";
import { json, MemoryFiles } from "../support/tree.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("packages by their path below the folder", () => {
  const packages = {
    "": { version: "9.9.9" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/@s/b": { version: "2.0.0" },
    "node_modules/linked": { version: "1.0.0", link: true },
    "node_modules/none": {},
    "packages/x": { version: "1.0.0" },
  };
  expect(Object.fromEntries(parseHiddenLock(bytes(JSON.stringify({ packages }))) ?? [])).toEqual({
    a: "1.0.0",
    "a/node_modules/@s/b": "2.0.0",
  });
});

test.each(["", "[]", "null", "{}", '{"packages":7}', '{"packages":null}'])("%j is not one", (text) =>
  expect(parseHiddenLock(bytes(text))).toBeNull(),
);

test("total on any bytes and any JSON", () => {
  fc.assert(fc.property(fc.uint8Array(), (content) => parseHiddenLock(content) !== undefined));
  fc.assert(fc.property(fc.json(), (text) => parseHiddenLock(bytes(`{"packages":${text}}`)) !== undefined));
});

test("each folder's is read once, and a missing one too", () => {
  const files = new MemoryFiles({
    layers: [{ "nodejs/node_modules/.package-lock.json": json({ packages: {} }) }],
  });
  const locks = new HiddenLocks(files);
  for (let round = 0; round < 3; round++) {
    expect(locks.of("/opt/nodejs/node_modules")?.size).toBe(0);
    expect(locks.of("/opt/nodejs/node22/node_modules")).toBeNull();
  }
  expect(files.asked.readFile).toBe(2);
});
