/**
 * Finds the frames of a stack that the shim causes: its own, and Node's hook chain around its resolve hook.
 * If the function has hooks too, the chain exists without the shim, and only one step of it is the shim's.
 */
import { contains, indexOf, lastIndexOf, slice, startsWith } from "./primordials.ts";

const ours = "\0";
const chainFile = "node:internal/modules/customization_hooks";
const commonJsFile = "node:internal/modules/cjs/loader";
/**
 * On Node 26, the function behind `import.meta.resolve` is in the same file and has the same name as this
 * class's method.
 */
const importLoader = "ModuleLoader";
const importFile = "node:internal/modules/esm/loader";

/**
 * What `takeOut` knows about a frame: the function's name if the file is one of the chain's, `ours`, or an
 * empty text.
 */
export type NameOf<T> = (frame: T) => string;

export const siteName: NameOf<NodeJS.CallSite> = (site) => {
  const file = site.getFileName();
  if (file === __filename) return ours;
  if (file !== chainFile && file !== commonJsFile && file !== importFile) return "";
  const name = site.getFunctionName() ?? "";
  return name === "resolve" && site.getTypeName() !== importLoader ? "" : name;
};

export const lineName: NameOf<string> = (line) => {
  if (!startsWith(line, "    at ")) return "";
  if (contains(line, `(${__filename}:`)) return ours;
  if (
    !contains(line, `(${chainFile}:`) &&
    !contains(line, `(${commonJsFile}:`) &&
    !contains(line, `(${importFile}:`)
  )
    return "";
  const name = slice(line, 7, indexOf(line, " ("));
  return name === "Object.resolve" ? "" : slice(name, lastIndexOf(name, ".") + 1);
};

/**
 * Removes the shim's frames. Changes the array without growing it: an array that grows could call a setter of
 * the function. Returns whether it removed any frame.
 */
export function takeOut<T>(frames: T[], nameOf: NameOf<T>): boolean {
  const name = (at: number): string | undefined => {
    const frame = at < 0 ? undefined : frames[at];
    return frame === undefined ? undefined : frame === null ? "" : nameOf(frame);
  };
  let any = false;
  for (let at = 0; at < frames.length; at++) {
    if (name(at) !== ours) continue;
    any = true;
    let first = at;
    let end = at + 1;
    if (name(end) === "nextStep") {
      end++;
      const below = name(at - 2);
      const byImport = below === "#resolveAndMaybeBlockOnLoaderThread";
      const outermost = name(end);
      // There is no other hook: without the shim's there is no chain.
      if (
        name(at - 1) === "nextStep" &&
        (byImport || below === "defaultResolve") &&
        (outermost === undefined || outermost === "resolveWithHooks")
      ) {
        first = at - (byImport ? 1 : 2);
        end++;
        // Without hooks, Node 22 calls the cache of `import` in another way.
        if (byImport && name(end) === "resolveSync" && name(end + 1) === "resolve") {
          first--;
          end++;
        }
      }
    }
    for (let gone = first; gone < end && gone < frames.length; gone++) frames[gone] = null as T;
  }
  if (!any) return false;
  let kept = 0;
  for (let at = 0; at < frames.length; at++) if (frames[at] !== null) frames[kept++] = frames[at] as T;
  frames.length = kept;
  return true;
}

/** Cuts the array to the limit, which may be a fraction. */
export function shorten(frames: unknown[], limit: number): void {
  while (frames.length > 0 && frames.length > limit) frames.length--;
}
