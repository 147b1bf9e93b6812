/**
 * Removes the colours and other controls that loggers write for terminals (ECMA-48, 5th edition, 5.4 and
 * 5.6; xterm's "Operating System Commands"). A JSON text may hold the escape character as six characters,
 * and Outcrop's own lines do.
 */
const escapes = new RegExp(
  "(?:\\u001b|\\\\u001b|\\\\x1b)(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]|" +
    "\\][^\\u0007\\u001b\\\\]{0,2048}(?:\\u0007|\\u001b\\\\))|" +
    "\\u009b[0-?]{0,64}[@-~]",
  "g",
);

export function withoutAnsi(text: string): string {
  return text.includes("\u001b") || text.includes("1b[") || text.includes("\u009b")
    ? text.replace(escapes, "")
    : text;
}
