/** The sources of modules, as the walk before the deploy looks into them. */
import { edgesOf } from "../../../check/walk/edges.ts";
import type { Target } from "../target.ts";
import { decoder, sizeOf, words } from "./support.ts";

export const edges: Target = {
  name: "edges",
  share: 0.04,
  maxBytes: 4_096,
  words: words(
    "require('a')",
    "require.resolve('a', { paths: [__dirname, ...module.paths] })",
    "import a, { b as c } from 'a';",
    "export * from 'a';",
    "await import(`./$",
    "{a}.js`)",
    "const a = 'b';",
    "const { createRequire: a } = require('module');",
    "createRequire(import.meta.url)",
    "new URL('./a', import.meta.url).href",
    "new Worker(",
    "module.register('a', 'b')",
    "path.join(__dirname, 'a')",
    "fileURLToPath(",
    "import.meta.resolve('%E0%')",
    "define(function (require) {",
    "__commonJS({ a() {",
    "function require() {",
    ".catch(() => {})",
    "try {",
    "} catch {",
    "if (a)",
    "a ? require : b",
    "(0, a)(",
    "})",
  ),
  operations: { base: 20_000, perByte: 100 },
  size: { base: 1_000, perByte: 400 },
  run(input) {
    const text = decoder.decode(input);
    return sizeOf((["commonjs", "module"] as const).map((format) => found(text, format)));
  },
};

/** Text that cannot be parsed ends with the parser's own error, and with no other. */
function found(text: string, format: "commonjs" | "module"): unknown {
  try {
    return edgesOf(text, format, "/var/task/index.js");
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}
