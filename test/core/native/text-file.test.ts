import { expect, test } from "vitest";
import { readText } from "../../../core/native/text-file.ts";
import { LFS_POINTER } from "../support/elf.ts";

const encode = (content: string): Uint8Array => new TextEncoder().encode(content);

test("text and pointer", () => {
  expect(readText(encode("#!/bin/sh\n\techo\r\n"))).toMatchObject({ format: "text" });
  expect(readText(encode(LFS_POINTER))).toEqual({ format: "git-lfs-pointer" });
});

test("a character cut by the sample's end is text still", () =>
  expect(readText(encode(`x${"é".repeat(400)}`))).toMatchObject({ format: "text" }));

test.each([[[0x41, 0x00]], [[0x80, 0x80]], [[0x7f]], [[0x1b, 0x5b]]])("bytes %j are not text", (bytes) =>
  expect(readText(new Uint8Array(bytes))).toBeNull(),
);
