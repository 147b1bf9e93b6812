import { expect, test } from "vitest";
import { Bytes } from "../../../core/native/bytes.ts";

test("null past either end and for a number that is not an offset", () => {
  const bytes = new Bytes(new Uint8Array([1, 2, 3, 4]), true);
  expect([bytes.u8(0), bytes.u16(0), bytes.u32(0)]).toEqual([1, 0x0201, 0x04030201]);
  expect([
    bytes.u8(4),
    bytes.u16(3),
    bytes.u32(1),
    bytes.u32(-1),
    bytes.u8(0.5),
    bytes.u8(Number.NaN),
  ]).toEqual([null, null, null, null, null, null]);
});

test("a view into a larger buffer stays within itself", () => {
  const bytes = new Bytes(new Uint8Array([9, 1, 2, 9]).subarray(1, 3), false);
  expect([bytes.u16(0), bytes.u8(2)]).toEqual([0x0102, null]);
});

test("words of either size; what no number holds exactly is null", () => {
  const bytes = new Bytes(
    new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]),
    true,
  );
  expect([bytes.word(0, 64), bytes.word(0, 32), bytes.u64(8), bytes.word(8, 32), bytes.u64(9)]).toEqual([
    1,
    1,
    null,
    0xffffffff,
    null,
  ]);
});
