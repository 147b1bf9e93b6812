/**
 * V8 keeps a whole string for a slice of it: the line, or the chunk that it was read with. This one stands by
 * itself.
 */
export function apart(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
