/**
 * The report's Content Security Policy: nothing is loaded from anywhere, and of style and script only the
 * very bytes that the report was made with are taken. So a style attribute has no effect either: a drawing
 * uses classes and SVG attributes instead.
 */
import { sourceHash } from "./source-hash.ts";

export function policyFor(style: string, script: string): string {
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";
  return `${nothing}; style-src '${sourceHash(style)}'; script-src '${sourceHash(script)}'`;
}
