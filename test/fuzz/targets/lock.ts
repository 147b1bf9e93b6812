/** What a lock, or the manifest of a layer, says: production reads both. */
import { readLock, readManifest } from "../../../core/lock/read-lock.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

export const lock: Target = {
  name: "lock",
  share: 0.02,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words(
      '{"outcrop":"lock","schema":1,"functions":{',
      '{"outcrop":"layer","schema":1,',
      '"layers":{"a:1":{"name":"a","version":"1",',
      '"tree":"0123456789abcdef0123456789abcdef"',
      '"packages":{"nodejs/node_modules/a":{',
      '"natives":{"x.so":{"arch":"x64","libc":"2.28"}}',
      '"runtime":"nodejs24.x","arch":"x64","layers":["a:1"]',
      "../",
    ),
  ],
  operations: { base: 20_000, perByte: 10 },
  size: { base: 10_000, perByte: 10 },
  run(input) {
    const text = decoder.decode(input);
    const { lock: read, problems } = readLock(text);
    const manifest = readManifest(text);
    if (read === null && problems.length === 0) throw new Error("a lock that cannot be read has no problem");
    return sizeOf([read, problems, manifest]);
  },
};
