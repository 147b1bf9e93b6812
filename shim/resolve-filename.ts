/**
 * `Module._resolveFilename` as a function or a tool such as Yarn's Plug'n'Play replaces it. Where any resolve
 * hook exists, Node calls it for `require` with `{paths, conditions}`, and such a replacement refuses options
 * it does not know, or resolves by them. So it gets what Node gives where there is no hook: nothing, unless
 * `require.resolve` was given paths.
 */
import { apply, contains, defineProperty, getOwnPropertyDescriptor } from "./primordials.ts";

export type Parent = { readonly filename?: string | null } | null | undefined;
/** As many parameters as Node's own: a function's `length` shows. */
export type ResolveFilename = (
  this: unknown,
  request: string,
  parent: Parent,
  isMain: boolean,
  options: unknown,
) => string;

/** What the shim uses of `node:module` beside its documented members. */
export interface Loader {
  _resolveFilename: ResolveFilename;
  _cache: unknown;
}

const key = "_resolveFilename";

/** @returns what is Node's own or leaves it alone; undefined where an earlier preload replaced it */
export function nodesOwn({ _resolveFilename }: Loader): ResolveFilename | undefined {
  return contains(apply(Function.prototype.toString, _resolveFilename, []) as string, "BuiltinModule.")
    ? _resolveFilename
    : undefined;
}

/** Changes the arguments of a call that Node makes through a hook into those of one without. */
export function withStockOptions(args: Parameters<ResolveFilename>): Parameters<ResolveFilename> {
  const options = args[3] as { readonly paths?: unknown; readonly conditions?: unknown } | null | undefined;
  if (args.length === 4 && typeof options === "object" && options?.conditions) {
    args[3] = options.paths === undefined ? undefined : { paths: options.paths };
  }
  return args;
}

/**
 * Puts a function into the place of a replacement, for its next call only. At that call the replacement is
 * back in its place.
 * @returns puts it back where it was not called
 */
export function standIn(loader: Loader, replacement: ResolveFilename): () => void {
  const before = getOwnPropertyDescriptor(loader, key);
  const value: ResolveFilename = function (_request, _parent, _isMain, _options) {
    putBack();
    // biome-ignore lint/complexity/noArguments: how many there are is passed on too
    const args = withStockOptions(arguments as unknown as Parameters<ResolveFilename>);
    return apply(replacement, this, args) as string;
  };
  const putBack = (): void => {
    if (getOwnPropertyDescriptor(loader, key)?.value === value)
      defineProperty(loader, key, before as PropertyDescriptor);
  };
  defineProperty(loader, key, { value, writable: true, configurable: true, enumerable: true });
  return putBack;
}
