/**
 * What to do about an error that no finding explains and whose text says that something was not packed:
 * 1. a package with native files for this host, a native file or a program: bundlers leave them out, and npm
 *    installs them for its own machine;
 * 2. another file below a root of the function: bundlers pack code alone;
 * 3. `require`, which a bundle in the form of an ES module does not have. The text is esbuild's.
 */
import { installFor } from "../../../core/findings/rules/shared/repair.ts";
import { speaksOfNative } from "../../analysis/speaks-of-native.ts";

const absent = /ENOENT[^\n]{0,80}? '(\/(?:var\/task|opt)\/[^'\n]{1,300})'/;
const absentWasm =
  /(?:missing|not found|no such|cannot|failed|could not)[^\n]{0,200}?([\w./-]{1,200}\.wasm)\b/i;

/** A process that the function started says so: Outcrop does not observe it. */
const platformPackage = /cannot find (?:module|package) '[^'\n]{1,200}[-/]linux(?:musl)?-(x64|arm64)\b/i;

/** Null where the text is about something else. */
export function packingNext(message: string | null): string | null {
  if (message === null) return null;
  if (/Dynamic require of "[^"]{1,200}" is not supported/.test(message))
    return (
      "The bundle is an ES module, and code in it calls require(). Bundle it with `--format=cjs`, " +
      "or leave that code's package out of the bundle and pack its folder."
    );
  const cpu = platformPackage.exec(message)?.[1];
  if (cpu !== undefined)
    return (
      `Run \`${installFor({ cpu })}\` where its package.json is, and pack again: ` +
      "the native files are not there."
    );
  if (speaksOfNative({ message }))
    return (
      "Look whether the zip or a layer has the native files of the code that failed. " +
      "A bundler leaves them out: name their package as external, and pack its folder, installed for Linux."
    );
  const file = absent.exec(message)?.[1] ?? absentWasm.exec(message)?.[1];
  return file === undefined
    ? null
    : `Look whether ${file} was packed: a bundler packs code alone. Copy the file there after bundling, ` +
        "or name its package as external.";
}
