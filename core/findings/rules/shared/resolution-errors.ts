const resolutionCodes: ReadonlySet<string> = new Set([
  "MODULE_NOT_FOUND",
  "ERR_MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_PACKAGE_IMPORT_NOT_DEFINED",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_UNSUPPORTED_RESOLVE_REQUEST",
  "ERR_INVALID_PACKAGE_CONFIG",
  "ERR_INVALID_PACKAGE_TARGET",
  "ERR_INVALID_MODULE_SPECIFIER",
  "ERR_UNKNOWN_BUILTIN_MODULE",
  "ERR_REQUIRE_ESM",
]);

/**
 * Codes by which Node says that it could not resolve; any other comes from a loader or a hook of the
 * function's own. https://nodejs.org/api/errors.html
 */
export function isResolutionError(code: string): boolean {
  return resolutionCodes.has(code);
}
