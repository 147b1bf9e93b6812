/**
 * The report's Content Security Policy: nothing is loaded from anywhere, and of style and script only the
 * very bytes that the report was made with are taken. So a style attribute has no effect either: a drawing
 * uses classes and SVG attributes instead.
 */
import { createHash } from "node:crypto";

export function policyFor(style: string, script: string): string {
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";
  return `${nothing}; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
