/**
 * Whether a name in a source is one that a person or a compiler gives to a package: `rates`,
 * `client_sts_1` (tsc), `import_client_sts` (esbuild), `_clientSts` (Babel).
 */
export function isNamedAfter(name: string, packageName: string): boolean {
  const known = new Set(wordsOf(packageName));
  const plain = name.replace(/^_*import_|__WEBPACK_IMPORTED_MODULE_\d+__$/g, "");
  return [plain, plain.replace(/_?\d+$/, "")].some((one) => {
    const words = wordsOf(one);
    return words.length > 0 && words.every((word) => known.has(word));
  });
}

/** `@aws-sdk/client-sts`, `_clientSts` -> client, sts; in lower case */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}
