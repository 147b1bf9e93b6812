/**
 * How a bundled copy is named where a copy's directory is expected: the bundle's file and the copy's place in
 * it, `/var/task/index.js#node_modules/zod`.
 */
const separator = /^(\/.*?\.[cm]?js)#((?:[^/].*\/)?node_modules\/.+)$/;

export function bundledPath(bundle: string, place: string): string {
  return `${bundle}#${place}`;
}

/** Null for the directory of any other copy. */
export function bundledAt(path: string): { readonly bundle: string; readonly place: string } | null {
  const [, bundle, place] = separator.exec(path) ?? [];
  return bundle === undefined || place === undefined ? null : { bundle, place };
}
