/**
 * Whether a file is a bundle: packages were copied into it, so Node never resolves them. Bundlers leave
 * behind, in what they write:
 * 1. comments with the path of each packed file: `// node_modules/zod/index.js` (esbuild, and tsup with it),
 *    `//#region node_modules/…` (rolldown);
 * 2. the names of their helpers: `__webpack_require__`, `__nccwpck_require__`, `__commonJS` (esbuild),
 *    `__commonJSMin` (rolldown), `getDefaultExportFromCjs` and `commonjsGlobal` (Rollup's CommonJS plug-in);
 * 3. minified, the shape of these helpers: the table of modules that webpack calls by number, and the wrapper
 *    that makes `{exports:{}}` for each CommonJS module.
 *
 * Minified ES modules alone leave nothing but long lines, and Rollup leaves nothing of them otherwise. So a
 * large file with such lines is a bundle too, and a very large one if the function loads no package of its
 * own. No person writes either.
 */
const packedFile = /^\s*\/\/(?:#region)? (?:\.{0,2}\/){0,9}(?:[\w@.+-]+\/){0,9}node_modules\//m;
const helperNames = [
  "__webpack_require__",
  "__webpack_modules__",
  "__nccwpck_require__",
  "__commonJS",
  "__commonJSMin",
  "getDefaultExportFromCjs",
  "commonjsGlobal",
];
const helpers = new RegExp(`\\b(?:${helperNames.join("|")})\\b`);
const minifiedHelpers = [
  // ((t={exports:{}}).exports,t) of esbuild and rolldown
  /\(\(\w{1,3}=\{exports:\{\}\}\)\.exports,/,
  // var e={4353(e){…, var e={3706:function(e){… of webpack and ncc
  /\{var \w{1,3}=\{["'\w./-]{1,100}(?::(?:function)?)?\(/,
  // n||(n=1,r.exports= of Rollup
  /(\b\w{1,3})\|\|\(\1=1,\w{1,3}\.exports=/,
];

const large = 20_000;
const veryLarge = 100_000;
const longLine = 400;

export interface Code {
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Its first part. */
  readonly head: string;
}

/** @param usesPackages the function has loaded packages from its own node_modules */
export function isBundle({ size, head }: Code, usesPackages: boolean): boolean {
  if (packedFile.test(head) || helpers.test(head)) return true;
  if (minifiedHelpers.some((shape) => shape.test(head))) return true;
  if (size >= veryLarge && !usesPackages) return true;
  return size >= large && head.length / head.split("\n").length > longLine;
}
