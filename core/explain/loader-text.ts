/**
 * Whether Node's loaders wrote a text (lib/internal/modules/cjs/loader.js, lib/internal/errors.js). What was
 * logged as a text has no code.
 */
const texts: readonly RegExp[] = [
  /^Cannot find module '[^'\n\r]{1,1000}'[\r\n]{1,2}Require stack:/,
  /^Cannot find (?:module|package) '[^'\n\r]{1,1000}' imported from /,
  /^Package subpath '[^'\n\r]{1,1000}' is not defined by "exports" in /,
];

export function isLoaderText(text: string): boolean {
  return texts.some((form) => form.test(text));
}
