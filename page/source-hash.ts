/** The hash by which a Content Security Policy allows one inline style or script, and no other. */
import { createHash } from "node:crypto";

export function sourceHash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
