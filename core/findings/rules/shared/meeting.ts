/** Where two copies of one package meet: code that got the one uses a package that got the other. */

import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";
import { accepts, declarationOf } from "./declared-range.ts";

/**
 * `declarer` asks for the package as a peer and got `got`; the code in `user` uses `declarer` and got the
 * other copy.
 */
export interface BrokenPeer {
  readonly declarer: CopyRef;
  readonly got: string;
  readonly user: string;
}

/**
 * `package` got `got`, though its range takes the other copy as well; the code in `user` uses it and got the
 * other. All are directories.
 */
export interface Meeting {
  readonly package: string;
  readonly got: string;
  readonly user: string;
}

export function brokenPeerOf(first: CopyRef, copy: CopyRef, { usage }: World): BrokenPeer | null {
  for (const declarer of usage.peerDeclarers(copy.package)) {
    const got = usage.copyUsedBy(declarer.path, copy.package);
    if (got !== first.path && got !== copy.path) continue;
    const user = userOfOther(declarer.path, copy.package, got === first.path ? copy.path : first.path, usage);
    if (user !== null) return { declarer, got, user };
  }
  return null;
}

export function meetingOf(first: CopyRef, copy: CopyRef, world: World): Meeting | null {
  return meetingAt(first, copy, world) ?? meetingAt(copy, first, world);
}

function meetingAt(got: CopyRef, other: CopyRef, { usage, packages }: World): Meeting | null {
  for (const between of usage.usersOf(got.path)) {
    const range = declarationOf(packages.read(between), got.package)?.range;
    if (range === undefined || accepts(range, other.version) !== true) continue;
    const user = userOfOther(between, got.package, other.path, usage);
    if (user !== null) return { package: between, got: got.path, user };
  }
  return null;
}

function userOfOther(
  between: string,
  packageName: string,
  other: string,
  usage: World["usage"],
): string | null {
  for (const user of usage.usersOf(between)) {
    if (usage.copyUsedBy(user, packageName) === other) return user;
  }
  return null;
}
