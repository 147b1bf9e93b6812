/**
 * What a TypeError says is not a function or not a constructor, read as a name that was imported. V8 writes
 * the call as the source has it:
 * - `sts.GetRoleCommand` where the module was kept whole; compilers make such a name of the package's:
 *   `client_sts_1.GetRoleCommand` (tsc), `import_client_sts.GetRoleCommand` (esbuild),
 *   `_clientSts.GetRoleCommand` (Babel), in a call as `(0 , client_sts_1.getRole)`;
 * - `GetRoleCommand` where it was taken out of the module by name: then nothing shows which one it came from.
 */

export interface Callee {
  /** What it was looked for in; null for a name by itself. */
  readonly of: string | null;
}

const called = /^(?:\(0 , )?([\w$]+)(?:\.[\w$]+){0,2}\)? is not a (?:function|constructor)$/;
/** Names of what a caller hands over, which no package is imported as. */
const handed = new Set([
  "callback",
  "cb",
  "context",
  "done",
  "event",
  "fn",
  "handler",
  "next",
  "reject",
  "resolve",
  "this",
]);

export function missingCallee({
  name,
  message,
}: {
  readonly name: string;
  readonly message: string | null;
}): Callee | null {
  const match = name === "TypeError" && message !== null ? called.exec(message) : null;
  const first = match?.[1];
  if (match === null || first === undefined || handed.has(first) || first in globalThis) return null;
  return { of: match[0].includes(".") ? first : null };
}
