/** Where a copy in a bundle meets a copy outside of it: a package between them that wants one shared copy. */
import { bundledAt } from "../../../layout/bundled-path.ts";
import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";

/** The bundle uses `declarer`, which declares the package as a peer and got `got`, outside of the bundle. */
export interface BundlePeer {
  readonly declarer: CopyRef;
  readonly got: string;
  readonly bundle: string;
}

/**
 * Null if both are in a bundle, since nothing says who uses which. A copy that was nested below another package
 * when it was bundled serves that package, and not the code that uses the declarer.
 */
export function bundlePeerOf(first: CopyRef, copy: CopyRef, world: World): BundlePeer | null {
  const [inside, outside] = bundledAt(first.path) === null ? [copy, first] : [first, copy];
  const bundled = bundledAt(inside.path);
  if (bundled === null || bundledAt(outside.path) !== null) return null;
  if (!`/${bundled.place}`.endsWith(`/node_modules/${inside.package}`) || isNested(bundled.place))
    return null;
  const { usage } = world;
  const owner = world.copyOf(bundled.bundle).path;
  for (const declarer of usage.peerDeclarers(inside.package)) {
    if (usage.copyUsedBy(declarer.path, inside.package) !== outside.path) continue;
    if (usage.usersOf(declarer.path).has(owner))
      return { declarer, got: outside.path, bundle: bundled.bundle };
  }
  return null;
}

function isNested(place: string): boolean {
  return place.indexOf("node_modules/") !== place.lastIndexOf("node_modules/");
}
