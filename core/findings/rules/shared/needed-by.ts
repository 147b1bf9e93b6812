/** `needs`, or for a library that the file brings along, `brings /opt/lib/liba.so, which needs`. */
export function neededByPhrase(neededBy: string, file: string): string {
  return neededBy === file ? "needs" : `brings ${neededBy}, which needs`;
}

/** ` on Lambda nodejs24.x`; nothing where the host itself is meant. */
export function onPhrase(runtime: string | null): string {
  return runtime === null ? "" : ` on Lambda ${runtime}`;
}
