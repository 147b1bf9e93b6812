/**
 * Errors whose text is about native files or programs. The texts are those of dlopen(3), execve(2), shells
 * and the packages that choose a binary (node-gyp-build, bindings, node-pre-gyp, prebuild-install).
 */
import type { DistinctError } from "../model/model.ts";

const texts = new RegExp(
  [
    "no native build was found",
    "could not locate the bindings file",
    "error while loading shared libraries",
    "cannot open shared object file",
    "exec format error",
    "file too short",
    "invalid elf header",
    "wrong elf class",
    "undefined symbol",
    "version `[^']+' not found",
    "was compiled against a different node\\.js version",
    "module did not self-register",
    "cannot load native",
    "could not load the .{1,60} module using the",
    "native binding",
    "query engine",
    "\\bprebuil[dt]",
    "binary (?:module )?(?:(?:was |is )?not (?:present|found)|because it was not installed)",
    "\\bfor another platform\\b",
    "cannot find (?:module|package) '[^'\n]{1,200}[-/]linux(?:musl)?-(?:x64|arm64)\\b",
  ].join("|"),
  "i",
);

export function speaksOfNative({ message }: Pick<DistinctError, "message">): boolean {
  return message !== null && texts.test(message);
}
