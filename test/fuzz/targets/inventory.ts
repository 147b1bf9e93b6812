/**
 * The list of copies in an inventory line. An input is read as such a list, and each of its lines is a text of
 * a copy that is listed and read back.
 */
import {
  copiesOf,
  type ListedCopy,
  maxPartBytes,
  type Part,
  partsOf,
} from "../../../core/telemetry/inventory.ts";
import type { Target } from "../target.ts";
import { decoder, sizeOf, words } from "./support.ts";

const usual = { importer: "/var/task/index.js", how: "require" };
const roots = ["function", "layer", "runtime", "node", "other"];

function listed(copies: readonly ListedCopy[]): Part[] {
  const making = partsOf(copies);
  for (;;) {
    const { done, value } = making.next();
    if (done) return value;
  }
}

const readBack = (parts: readonly Part[]): (ListedCopy | null)[] =>
  parts.flatMap((part) => copiesOf(part.copies, part));

export const inventory: Target = {
  name: "inventory",
  share: 0.02,
  maxBytes: 8_192,
  words: words(
    ", ",
    "@1.0.0 ",
    " function:",
    " layer 1",
    "node_modules/",
    "/var/task/node_modules/",
    "/opt/",
    " by=",
    " as=",
    " link=",
    " how=",
    "==",
    "%2C",
    "%",
    "@",
    '"',
    "\\",
    "\u001b",
    "\ud800",
    "…",
  ),
  operations: { base: 20_000, perByte: 200 },
  size: { base: 20_000, perByte: 200 },
  run(input) {
    const text = decoder.decode(input);
    const read = copiesOf(text, usual);
    const texts = text.split("\n");
    const made = texts.map((path, at): ListedCopy => {
      const [name = "", specifier, importer] = [texts[at + 1], texts[at + 2], texts[at + 3]];
      const root = roots[at % roots.length] as string;
      return {
        package: name,
        version: null,
        root,
        path,
        modules: at,
        importer: importer ?? null,
        specifier,
        how: "import",
      };
    });
    const known = read.filter((copy) => copy !== null).map((copy) => ({ ...copy, how: "require" }));
    for (const copies of [known, made]) {
      const parts = listed(copies);
      for (const part of parts) {
        if (Buffer.byteLength(part.copies) > maxPartBytes) throw new Error("a part that is too long");
        if (/["\\\n]/.test(part.copies)) throw new Error("a list that is not one of JSON between quotes");
      }
      const first = readBack(parts);
      if (first.length !== copies.length || first.includes(null)) throw new Error("a copy that is lost");
      // What was cleaned once stays as it is.
      const again = readBack(listed(first.filter((copy) => copy !== null)));
      if (JSON.stringify(again) !== JSON.stringify(first)) throw new Error("a copy that is read as another");
    }
    return sizeOf(read);
  },
};
