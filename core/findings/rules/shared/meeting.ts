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
 * `package` got `got`, and the code in `user` uses it and got the other copy. All are directories.
 * `shareable`: the range of one of the two takes the copy of the other, so one install would have shared it.
 */
export interface Meeting {
  readonly package: string;
  readonly got: string;
  readonly user: string;
  readonly shareable: boolean;
  /**
   * Names that `user` takes from `package`. The engine adds them (findings/engine/lacking.ts); null where
   * nothing could be looked at.
   */
  readonly taken: readonly string[] | null;
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

/** One whose copies could be shared before one whose ranges are apart. */
export function meetingOf(first: CopyRef, copy: CopyRef, world: World): Meeting | null {
  const met = [meetingAt(first, copy, world), meetingAt(copy, first, world)].filter((one) => one !== null);
  return met.find(({ shareable }) => shareable) ?? met[0] ?? null;
}

function meetingAt(got: CopyRef, other: CopyRef, { usage, packages }: World): Meeting | null {
  const takes = (asker: string, { version }: CopyRef): boolean => {
    const range = declarationOf(packages.read(asker), got.package)?.range;
    return range !== undefined && accepts(range, version) === true;
  };
  let apart: Meeting | null = null;
  for (const between of usage.usersOf(got.path)) {
    const user = userOfOther(between, got.package, other.path, usage);
    if (user === null) continue;
    const meeting = { package: between, got: got.path, user, taken: null };
    if (takes(between, other) || takes(user, got)) return { ...meeting, shareable: true };
    apart ??= { ...meeting, shareable: false };
  }
  return apart;
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
