/**
 * `Module._resolveFilename` as a function or a tool such as Yarn's Plug'n'Play replaces it. If any resolve
 * hook exists, Node calls it for `require` with `{paths, conditions}`. Such a replacement refuses options
 * that it does not know, or resolves by them. So the shim passes what Node passes without a hook: nothing,
 * unless `require.resolve` was given paths.
 */
import { apply, contains, defineProperty, getOwnPropertyDescriptor } from "./primordials.ts";

export type Parent = { readonly filename?: string | null } | null | undefined;
/** It has as many parameters as Node's own, because a function's `length` shows them. */
export type ResolveFilename = (
  this: unknown,
  request: string,
  parent: Parent,
  isMain: boolean,
  options: unknown,
) => string;

/** What the shim uses of `node:module` in addition to its documented members. */
export interface Loader {
  _resolveFilename: ResolveFilename;
  _cache: unknown;
}

const key = "_resolveFilename";

/** @returns Node's own resolver, or one that behaves like it; undefined if an earlier preload replaced it */
export function nodesOwn({ _resolveFilename }: Loader): ResolveFilename | undefined {
  return contains(apply(Function.prototype.toString, _resolveFilename, []) as string, "BuiltinModule.")
    ? _resolveFilename
    : undefined;
}

/** Changes the arguments of Node's call with a hook to those of its call without a hook. */
export function withStockOptions(args: Parameters<ResolveFilename>): Parameters<ResolveFilename> {
  const options = args[3] as { readonly paths?: unknown; readonly conditions?: unknown } | null | undefined;
  if (args.length === 4 && typeof options === "object" && options?.conditions) {
    args[3] = options.paths === undefined ? undefined : { paths: options.paths };
  }
  return args;
}

/**
 * Replaces the replacement with a function, for its next call only. At that call the replacement is restored.
 * @returns restores it if the function was not called
 */
export function standIn(loader: Loader, replacement: ResolveFilename): () => void {
  const before = getOwnPropertyDescriptor(loader, key);
  const value: ResolveFilename = function (_request, _parent, _isMain, _options) {
    putBack();
    // biome-ignore lint/complexity/noArguments: the number of arguments is passed on too
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
