/**
 * A native file, or a library it brings along, needs symbol versions that the library found here does not
 * have: most often of GLIBC, GLIBCXX or CXXABI. Judged per library, by the versions that the found file
 * itself defines, as the loader does: `GLIBC_2.0` of libgcc_s says nothing of glibc. Versions marked weak do
 * not count, since the loader only warns; a library without any version offers all.
 */
import { isOwnCode } from "../../layout/copy-ref.ts";
import type { LostVersion } from "../native/link-cause.ts";
import { nativeRule } from "./shared/native-rule.ts";
import { neededByPhrase, onPhrase } from "./shared/needed-by.ts";

export const newerLibc = nativeRule({
  code: "newer-libc",
  title: "A native file needs a newer C or C++ library than the function has",
  looksForFittingFile: false,
  fault: ({ needs: [first], file, on }) =>
    first === undefined ? "needs a newer library" : lost(first, file, on),
  details: ({ needs: [, ...more] }) =>
    more.length === 0 ? "" : ` Also missing: ${more.map(({ version }) => version).join(", ")}.`,
  fix: (name) =>
    `Build ${isOwnCode({ package: name }) ? "it" : name} in AWS SAM's build image ` +
    "for the function's runtime, which has Lambda's own libraries, " +
    "or install a release of it that was built for older ones.",
});

function lost(
  { version, symbol, neededBy, library, found, highest }: LostVersion,
  file: string,
  on: string | null,
): string {
  const proof = symbol === null ? "" : ` (symbol ${symbol})`;
  const offer = highest === null ? "does not have it" : `goes up to ${highest}`;
  const needs = `${neededByPhrase(neededBy, file)} ${version}${proof} of ${library}`;
  return `${needs}; ${found ?? library}${onPhrase(on)} ${offer}`;
}
