import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";
import { accepts } from "./declared-range.ts";

/**
 * The package.json that chose this copy over the importer's range on purpose: npm's `overrides`, pnpm's or
 * yarn's `resolutions`, in the folder that holds the importer's top-most node_modules. They rule one install,
 * so importer and copy must be in one root. Null where none did.
 */
export function overrideOf(importer: CopyRef, copy: CopyRef, { packages }: World): string | null {
  if (importer.root !== copy.root) return null;
  const end = importer.path.indexOf("/node_modules/");
  const folder = end < 0 ? importer.path : importer.path.slice(0, end);
  const wanted = packages.read(folder)?.overrides.get(copy.package);
  // `$name` refers to a direct dependency's range. A text that is not a range does not exclude the copy.
  return wanted === undefined || accepts(wanted, copy.version) === false ? null : `${folder}/package.json`;
}
