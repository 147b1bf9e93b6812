/** The code of modules, and what V8 says about it. */

import { codeTextOf } from "../../../core/explain/code/code-text.ts";
import { exportedNames } from "../../../core/explain/code/exported-names.ts";
import { expressionAt } from "../../../core/explain/code/expression-at.ts";
import { missingNameOf } from "../../../core/explain/code/missing-name.ts";
import { usedNames } from "../../../core/explain/code/used-names.ts";
import type { Target } from "../target.ts";
import { decoder, sizeOf, words } from "./support.ts";

export const source: Target = {
  name: "source",
  share: 0.04,
  maxBytes: 8_192,
  words: words(
    "require('r')",
    "import(",
    "import { a as b } from 'r'",
    "export { ",
    "export const a = ",
    "module.exports = {",
    "exports.a = ",
    "const { a: b } = ",
    "r.",
    ".default",
    "`${",
    "/[/]/",
    "/*",
    "//",
    "throw new ",
    " is not a function",
    "Cannot read properties of undefined (reading '",
    "(...)",
    "\n",
  ),
  operations: { base: 500_000, perByte: 500 },
  size: { base: 20_000, perByte: 40 },
  run(input) {
    const text = decoder.decode(input);
    const [first = ""] = text.split("\n");
    const used = usedNames(text, (specifier) => specifier === "r");
    const exported = exportedNames(text);
    const places = [1, 40, first.length].map((column) => expressionAt(codeTextOf(text), 1, column));
    const missing = missingNameOf({ name: "TypeError", message: first });
    return sizeOf([used, [...(exported?.names ?? [])], exported?.from, places, missing]);
  },
};
