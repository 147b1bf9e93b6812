/**
 * A failure that is a failed load of a module which resolved: Node on Lambda runs with
 * `--no-experimental-require-module` and reads a file before it refuses to `require` it as an ES module
 * (ERR_REQUIRE_ESM), so no resolution failed and none was recorded as such. The loader's text, and the
 * resolution that led to it, make the record that was missed. The text: lib/internal/errors.js of Node,
 * `ERR_REQUIRE_ESM`.
 */
import type { FailureRecord, ResolutionRecord, UnresolvedRecord } from "../journal/records.ts";

/** @param resolutions the last ones before the failure, oldest first */
export function loadErrorOf(
  failure: FailureRecord,
  resolutions: readonly ResolutionRecord[],
): UnresolvedRecord | null {
  const refused = resolutions.findLast(
    ({ how, importer, path }) => how === "require" && importer !== null && refuses(failure, path, importer),
  );
  if (refused === undefined) return null;
  const { thread, how, specifier, importer } = refused;
  return { tag: "unresolved", thread, how, specifier, importer, code: "ERR_REQUIRE_ESM" };
}

/** Whether the failure is that this module was required, by the importer or, without one, by any. */
export function refuses({ code, message }: FailureRecord, path: string, importer: string): boolean {
  return code === "ERR_REQUIRE_ESM" && message?.includes(` ES Module ${path} from ${importer}`) === true;
}
