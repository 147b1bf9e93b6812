import { isResolutionError } from "../../core/findings/resolution-errors.ts";
import type { DistinctError } from "../model/model.ts";

const LOAD_ERRORS: ReadonlySet<string> = new Set(["ERR_DLOPEN_FAILED", "ERR_REQUIRE_ASYNC_MODULE", "ERR_UNKNOWN_FILE_EXTENSION"]);

/** What V8 and Node write when a module lacks what is imported from it: lib/internal/modules/esm/module_job.js, and V8's kUnresolvableExport. */
const LINKING =
  /^(?:SyntaxError: )?(?:The requested module '[^']+' does not provide an export named |Named export '[^']+' not found\. The requested module )/;

/** The error's message where Node's module loader wrote it: only then do the packages it names say what failed. Lambda's client drops the code of a failed import. */
export function loaderMessageOf({ name, code, message }: Pick<DistinctError, "name" | "code" | "message">): string | null {
  const byLoader = name === "Runtime.ImportModuleError" || (code !== null && (isResolutionError(code) || LOAD_ERRORS.has(code)));
  const byLinking = message !== null && (name === "SyntaxError" || name === "Runtime.UserCodeSyntaxError") && LINKING.test(message);
  return byLoader || byLinking ? message : null;
}
