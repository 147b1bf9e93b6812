import fc from "fast-check";
import { expect, test } from "vitest";
import {
  codeFingerprintOf,
  type FingerprintEntry,
  fingerprintOf,
  fnv1a64,
} from "../../../core/layout/fingerprint.ts";

// Landon Curt Noll's published vectors.
test.each([
  ["", "cbf29ce484222325"],
  ["a", "af63dc4c8601ec8c"],
  ["foobar", "85944171f73967e8"],
])("FNV-1a 64 of %j", (text, hash) => expect(fnv1a64(text)).toBe(hash));

const a: FingerprintEntry = { package: "a", version: "1.0.0", root: "layer" };
const b: FingerprintEntry = { package: "b", version: null, root: "function" };

test("a set: order and repetition do not matter", () => {
  expect(fingerprintOf([a, b])).toBe(fingerprintOf([b, a, { ...a }]));
  expect(fingerprintOf([a, b])).toMatch(/^[0-9a-f]{16}$/);
});

test("each part matters", () => {
  const others = [
    { ...a, package: "c" },
    { ...a, version: "1.0.1" },
    { ...a, root: "function" as const },
  ];
  expect(new Set([a, ...others].map((entry) => fingerprintOf([entry]))).size).toBe(4);
});

test("stays what it is from release to release", () =>
  expect(fingerprintOf([a, b])).toBe("b3189f7fdb7b084c"));

test("agrees with the definition in big integers", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      let hash = 0xcbf29ce484222325n;
      for (const byte of new TextEncoder().encode(text))
        hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
      expect(fnv1a64(text)).toBe(hash.toString(16).padStart(16, "0"));
    }),
  );
});

test("own files count by name, size and bytes, in any order", () => {
  const one = { name: "/var/task/a.js", size: 1, checksum: 7 };
  const two = { name: "/var/task/b.js", size: 1, checksum: 7 };
  const packages = fingerprintOf([a, b]);
  const both = codeFingerprintOf(packages, [one, two]);
  expect(codeFingerprintOf(packages, [two, one])).toBe(both);
  const others = [
    codeFingerprintOf(packages, [one]),
    codeFingerprintOf(packages, [one, { ...two, checksum: 8 }]),
    codeFingerprintOf(packages, [one, { ...two, size: 2 }]),
    codeFingerprintOf(packages, [one, { ...two, name: "/var/task/c.js" }]),
    codeFingerprintOf(fingerprintOf([a]), [one, two]),
  ];
  expect(new Set([both, ...others]).size).toBe(6);
});
