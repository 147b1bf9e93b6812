import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import { isLoaderText } from "../../core/explain/loader-text.ts";
import { isResolutionError } from "../../core/findings/rules/shared/resolution-errors.ts";
import type { DistinctError } from "../model/model.ts";

type Told = Pick<DistinctError, "name" | "code" | "message">;

const loadErrors: ReadonlySet<string> = new Set([
  "ERR_DLOPEN_FAILED",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_UNKNOWN_FILE_EXTENSION",
]);

/**
 * The error's message where Node's module loader wrote it: only then do the packages it names say what
 * failed. Lambda's client drops the code of a failed import, and a stack that is logged as a
 * text has none.
 */
export function loaderMessageOf(error: Told): string | null {
  const { name, code, message } = error;
  const byLoader =
    name === "Runtime.ImportModuleError" ||
    (code !== null && (isResolutionError(code) || loadErrors.has(code))) ||
    (message !== null && isLoaderText(message));
  return byLoader ? message : linkingMessageOf(error);
}

/** The error's message where it says that a module lacks what is imported from it. */
export function linkingMessageOf(error: Told): string | null {
  return missingNameOf(error)?.kind === "not-exported" ? error.message : null;
}

/** Does the loader's message name the package, or a module in it, as the importer asked for it? */
export function quotes(message: string, packageName: string): boolean {
  return message.includes(`'${packageName}'`) || message.includes(`'${packageName}/`);
}
