/**
 * The points of a run that speaks the Test Anything Protocol, by their names. Runners nest, indent, number
 * and comment them in their own ways; of all that only the name and the verdict are kept, and a name that
 * occurs again gets a number.
 */
import type { Outcome } from "./outcome.ts";

export function tapPoints(output: string): Map<string, Outcome> {
  const points = new Map<string, Outcome>();
  const seen = new Map<string, number>();
  for (const line of output.split(/\r?\n/)) {
    const match = /^ *(not )?ok\b *\d* *(?:- )?(.*)$/.exec(line);
    if (match === null) continue;
    const [, not, rest = ""] = match;
    const { name, directive } = parts(rest);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    points.set(
      count === 1 ? name : `${name} (${count})`,
      directive !== null ? "skipped" : not === undefined ? "passed" : "failed",
    );
  }
  return points;
}

/**
 * A point may end in a directive, `# SKIP why` or `# TODO why`, a duration, `# time=12ms`, and the brace that
 * opens its subtest.
 */
function parts(rest: string): { name: string; directive: string | null } {
  const plain = rest.replace(/\s*\{$/, "").replace(/\s*# time=\S+$/, "");
  const directive = /\s+# (SKIP|TODO)\b.*$/i.exec(plain);
  const name = directive === null ? plain : plain.slice(0, directive.index);
  return { name: name.trim(), directive: directive?.[1] ?? null };
}
