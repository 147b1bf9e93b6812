/**
 * What a TypeError says is not a function or not a constructor, read as a name that was imported:
 * - `sts.GetRoleCommand` where the module was kept whole; compilers make such a name of the package's:
 *   `client_sts_1.GetRoleCommand` (tsc), `import_client_sts.GetRoleCommand` (esbuild),
 *   `_clientSts.GetRoleCommand` (Babel), in a call as `(0 , client_sts_1.getRole)`;
 * - `GetRoleCommand` where it was taken out of the module by name: then nothing shows which one it came from.
 */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import { isHanded } from "../../core/explain/handed.ts";

export interface Callee {
  /** What it was looked for in; null for a name by itself. */
  readonly of: string | null;
}

/** A module, or its default export. What is deeper is a value of its own. */
const module = /^([\w$]+)(?:\.[\w$]+)?$/;

export function missingCallee(error: {
  readonly name: string;
  readonly message: string | null;
}): Callee | null {
  const missing = error.name === "TypeError" ? missingNameOf(error) : null;
  if (missing === null || missing.name === null) return null;
  const { kind, name, of } = missing;
  const first = of === null ? bareIn(error.message, name) : module.exec(of)?.[1];
  if ((kind !== "not-a-function" && kind !== "not-a-constructor") || first === undefined) return null;
  return isHanded(first) ? null : { of: of === null ? null : first };
}

/** The name, unless the message has it as a member of what the parser leaves out, such as a text. */
function bareIn(message: string | null, name: string): string | undefined {
  const isBare = [`${name} is not `, `(0 , ${name}) is not `].some((text) => message?.startsWith(text));
  return isBare ? name : undefined;
}
