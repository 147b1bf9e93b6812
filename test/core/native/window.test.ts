import fc from "fast-check";
import { expect, test } from "vitest";
import { FileWindow } from "../../../core/native/window.ts";
import { MemoryFiles } from "../support/tree.ts";

const windowOf = (bytes: Uint8Array): { window: FileWindow; files: MemoryFiles } => {
  const files = new MemoryFiles({ elsewhere: { f: bytes } });
  return { window: new FileWindow(files, "/f", bytes.length), files };
};
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);

test("any slice within the file is the file's own bytes; any other is null", () => {
  const bytes = counting(50_000);
  const { window } = windowOf(bytes);
  fc.assert(
    fc.property(
      fc.integer({ min: -5, max: 50_005 }),
      fc.integer({ min: -5, max: 40_000 }),
      (offset, length) => {
        const inside = offset >= 0 && length >= 0 && offset + length <= bytes.length;
        expect(window.slice(offset, length)).toEqual(inside ? bytes.subarray(offset, offset + length) : null);
      },
    ),
    { numRuns: 150 },
  );
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 60]])("offset or length %s is null", (number) => {
  const { window } = windowOf(counting(100));
  expect([window.slice(number, 1), window.slice(0, number), window.text(number)]).toEqual([null, null, null]);
});

test("neighbouring reads cost one", () => {
  const { window, files } = windowOf(counting(40_000));
  for (let at = 0; at < 16_000; at += 100) window.slice(at, 64);
  expect(files.asked.readAt).toBe(1);
});

test("ends at its budget, however often it is asked", () => {
  const { window, files } = windowOf(counting(3 * 1024 * 1024));
  const answers = Array.from({ length: 10 }, () => window.slice(1, 2 * 1024 * 1024 + 1));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(3);
  expect(files.asked.readAt).toBe(3);
});

test("a file that shrank, or is gone, is null", () => {
  const files = new MemoryFiles({ elsewhere: { f: counting(10) } });
  expect(new FileWindow(files, "/f", 20).slice(5, 10)).toBeNull();
  expect(new FileWindow(files, "/gone", 20).slice(0, 1)).toBeNull();
  expect(new FileWindow(files, "/f", 40_000).slice(0, 30_000)).toBeNull();
});

test("texts end with NUL, within bounds", () => {
  const bytes = new Uint8Array(20_000).fill(0x61);
  bytes[300] = 0;
  bytes.set([0x62, 0], 19_998);
  const { window } = windowOf(bytes);
  expect(window.text(0)).toBe("a".repeat(300));
  expect(window.text(300)).toBe("");
  expect(window.text(19_998)).toBe("b");
  expect(window.text(301)).toBeNull();
  expect(window.text(20_000)).toBeNull();
});
