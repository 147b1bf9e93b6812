/** A line around pasted text, which is not a part of it: Markdown's fences, Jira's `{code}`. */
const fence = /^\s*(?:`{3,}|~{3,})[\w+-]*\s*$|^\s*\{(?:code|noformat)(?::[^}\n]*)?\}\s*$/;
const longest = 60;

export function isFence(line: string): boolean {
  return line.length <= longest && fence.test(line);
}

export function isFenceAt(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start];
  if ((first !== 0x60 && first !== 0x7e && first !== 0x7b) || end - start > longest) return false;
  return isFence(bytes.toString("latin1", start, end));
}
