import { joinPath } from "../../../layout/paths.ts";
import type { World } from "../../rule/world.ts";
import { accepts } from "./declared-range.ts";
import type { PresentPackage } from "./unresolved-evidence.ts";

/** The copy that Node found first and that lacks what was asked for. */
export function presentIn(
  searched: readonly string[],
  name: string,
  range: string | null,
  { folders, packages }: World,
): PresentPackage | null {
  const folder = searched.find((one) => folders.has(one, name));
  if (folder === undefined) return null;
  const version = packages.read(joinPath(folder, name))?.version ?? null;
  return { version, inRange: range === null ? null : accepts(range, version) };
}
