/** Which of the function's own files are bundles: Node never resolved the packages in them. */
import type { FileSystem } from "../../file-system.ts";
import type { ResolutionRecord } from "../../journal/records.ts";
import { isBundle } from "../../layout/bundle.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import type { Root } from "../../layout/roots.ts";

const latin1 = new TextDecoder("latin1");

/** Helpers of bundlers are at the top of a file; this is enough for one packed module after them. */
const headBytes = 65_536;
/** The largest files are looked at, of the first that were loaded. */
const maxStats = 100;
const maxRead = 8;
/** A smaller file holds no package. */
const minBytes = 2_000;

/**
 * The bundles among these, the largest first. In steps.
 * @param resolutions those of the init and the first invocation, or of a later one
 */
export function* bundlesIn(
  resolutions: readonly ResolutionRecord[],
  files: FileSystem,
  rootOf: (path: string) => Root,
): Generator<void, readonly ResolutionRecord[]> {
  const own = new Map<string, ResolutionRecord>();
  let usesPackages = false;
  for (const record of resolutions) {
    const { path, how } = record;
    if (how === "require.resolve" || rootOf(path) !== "function") continue;
    if (placeInNodeModules(path) !== null) usesPackages = true;
    else if (own.size < maxStats && !own.has(path) && /\.[cm]?js$/.test(path)) own.set(path, record);
  }
  const largest = [...own.values()]
    .map((record) => ({ record, size: files.stat(record.path)?.size ?? 0 }))
    .filter(({ size }) => size >= minBytes)
    .sort((left, right) => right.size - left.size)
    .slice(0, maxRead);
  const bundles: ResolutionRecord[] = [];
  for (const { record, size } of largest) {
    yield;
    const head = headOf(record.path, files);
    if (head !== null && (isBundle({ size, head }, usesPackages) || mapsPackages(record.path, files)))
      bundles.push(record);
  }
  return bundles;
}

/** The source map of a bundle names packages, and that of compiled code does not. */
function mapsPackages(path: string, files: FileSystem): boolean {
  const head = headOf(`${path}.map`, files);
  const start = head?.indexOf('"sources":[') ?? -1;
  if (head === null || start < 0) return false;
  const end = head.indexOf("]", start);
  return /[/"]node_modules\//.test(head.slice(start, end < 0 ? head.length : end));
}

function headOf(path: string, files: FileSystem): string | null {
  const content = files.readFile(path, headBytes);
  return content === null ? null : latin1.decode(content.bytes);
}
