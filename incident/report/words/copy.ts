/** A copy as the findings' texts name it. */
import type { CopyRef } from "../../../core/findings/finding.ts";
import { homePhrase, isOwnCode, located, named } from "../../../core/layout/copy-ref.ts";

type Named = Pick<CopyRef, "package" | "version" | "root" | "path" | "layer">;

/** `zod@3.24.4 in the layer (/opt/nodejs/node_modules/zod)` */
export function copyText(copy: Named): string {
  return located(copy);
}

/** `zod@3.24.4 in the layer`; without a version where only a path shows the copy. */
export function briefCopy(copy: Named): string {
  const { package: name, version } = copy;
  if (isOwnCode(copy)) return named(copy);
  return `${version === null ? name : `${name}@${version}`} in ${homePhrase(copy)}`;
}
