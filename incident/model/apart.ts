/**
 * Copies a slice. V8 would otherwise keep the whole string alive: the line, or the chunk that it was read
 * with.
 */
export function apart(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
