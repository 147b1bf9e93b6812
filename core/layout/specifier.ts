/**
 * The two halves of a bare specifier: `@scope/name/lib/x` -> package `@scope/name`, subpath `lib/x` (`""` for
 * the package itself).
 */
export interface BareSpecifier {
  readonly package: string;
  readonly subpath: string;
}

/**
 * A name that begins with a dot has two parts, as in `.prisma/client`: `require` looks for it in node_modules
 * folders too. Null for what has no candidates: relative and absolute paths, URLs and built-ins (`node:fs`,
 * `file:…`, `data:…`), and `#x`, which the importer's own package.json maps (exports.ts).
 * https://nodejs.org/api/esm.html#resolution-algorithm-specification (PACKAGE_RESOLVE)
 */
export function parseBareSpecifier(specifier: string): BareSpecifier | null {
  const match =
    /^(?<name>(?:@|\.[^./\\%])[^/\\%]*\/[^/\\%]+|[^@./#\\%:][^/\\%:]*)(?:\/(?<subpath>.*))?$/s.exec(
      specifier,
    );
  const name = match?.groups?.["name"];
  return name === undefined ? null : { package: name, subpath: match?.groups?.["subpath"] ?? "" };
}
