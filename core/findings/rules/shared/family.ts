/**
 * Which packages must move together:
 * 1. `@aws-sdk/*` and `@smithy/*`: one product in two scopes. The SDK's clients carry the release's number,
 *    `@smithy` has numbers of its own. So the ranges in their package.json say what belongs to one release;
 *    comparing versions does not (aws/aws-cdk#31610).
 * 2. The packages of any other scope.
 * 3. A package and whoever declares it as a peer.
 */
import type { PackageJson } from "../../../layout/package-json.ts";

const andPeers = " and its peers";
const awsSdkFamily = "@aws-sdk/* and @smithy/*";

/**
 * A name for the family both packages belong to, null where they have none in common. `manifest` is the
 * member's package.json.
 */
export function familyOf(member: string, manifest: PackageJson | null, other: string): string | null {
  const family = scopeFamily(member);
  if (family !== null && family === scopeFamily(other)) return family;
  return manifest?.peerDependencies.has(other) === true ? `${other}${andPeers}` : null;
}

/** Whether the packages of a family share a scope or release train; else they are a package and its peers. */
export function isScopeFamily(family: string): boolean {
  return !family.endsWith(andPeers);
}

function scopeFamily(name: string): string | null {
  if (!name.startsWith("@")) return null;
  const scope = name.slice(0, name.indexOf("/"));
  return scope === "@aws-sdk" || scope === "@smithy" ? awsSdkFamily : `${scope}/*`;
}
