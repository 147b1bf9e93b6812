/** A copy as the findings' texts name it. */
import type { CopyRef } from "../../../core/findings/finding.ts";
import { isOwnCode, located, named, rootPhrase } from "../../../core/layout/copy-ref.ts";

type Named = Pick<CopyRef, "package" | "version" | "root" | "path">;

/** `zod@3.24.4 in the layer (/opt/nodejs/node_modules/zod)` */
export function copyText({ package: name, version, root, path }: Named): string {
  return located({ package: name, version, root, path });
}

/** `zod@3.24.4 in the layer`; without a version where only a path shows the copy. */
export function briefCopy({ package: name, version, root, path }: Named): string {
  if (isOwnCode({ package: name })) return named({ package: name, version, root, path });
  return `${version === null ? name : `${name}@${version}`} in ${rootPhrase(root)}`;
}
