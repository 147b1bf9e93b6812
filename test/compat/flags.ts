/**
 * The arguments for Node that a test of Node's own asks for, `// Flags: --a --b=c`: the first such comment,
 * as Node's runner reads it.
 */
export function flagsOf(source: string): string[] {
  const line = /\/\/\s+Flags:(.*)/.exec(source)?.[1] ?? "";
  return line.split(/\s+/).filter((word) => word !== "");
}
