/** `zod@4.1.0 (/var/task/node_modules/zod)` */
export function labelOf(
  name: string,
  { path, version }: { readonly path: string; readonly version: string | null },
): string {
  return `${name}${version === null ? "" : `@${version}`} (${path})`;
}
