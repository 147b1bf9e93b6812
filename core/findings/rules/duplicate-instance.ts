/**
 * Two copies of one package were evaluated in one thread: two sets of classes, singletons and registries. Each later copy is held against the
 * first one. The same copy in two threads is no duplicate: threads share nothing.
 *
 * | the two copies | severity |
 * |---|---|
 * | a package that declares it as a peer got one copy, and code that uses that package got the other | error |
 * | in two roots, and a loaded package declares it as a peer | error |
 * | in two roots | warning |
 * | in one root: npm nests what it cannot merge | info |
 */
import type { CopyRef } from "../finding.ts";
import { defineRule, type World } from "../rule.ts";

const MAX_DECLARERS = 8;

export interface DuplicateEvidence {
  readonly thread: number;
  readonly sameVersion: boolean;
  /** Loaded packages that declare it as a peer; at most 8. */
  readonly peerDeclarers: readonly CopyRef[];
  /** One that got `got` while its user got the other copy: the promise of a peer is broken. */
  readonly brokenPeer: { readonly declarer: CopyRef; readonly got: string; readonly user: string } | null;
}

interface Inputs {
  readonly first: CopyRef;
  readonly copy: CopyRef;
  readonly evidence: DuplicateEvidence;
}

export const duplicateInstance = defineRule({
  code: "duplicate-instance",
  subject: "copy",
  inputs({ thread, first, copy }, world): Inputs {
    const declarers = world.usage.peerDeclarers(copy.package);
    const evidence = {
      thread,
      sameVersion: first.version !== null && first.version === copy.version,
      peerDeclarers: declarers.slice(0, MAX_DECLARERS),
      brokenPeer: brokenPeer(first, copy, declarers, world),
    };
    return { first, copy, evidence };
  },
  verdict({ first, copy, evidence }) {
    const apart = first.root !== copy.root;
    const isError = evidence.brokenPeer !== null || (apart && evidence.peerDeclarers.length > 0);
    return [
      {
        severity: isError ? "error" : apart ? "warning" : "info",
        package: copy.package,
        winner: first,
        loser: copy,
        importer: null,
        range: null,
        evidence,
        identity: [copy.package, first.path, copy.path],
      },
    ];
  },
});

function brokenPeer(first: CopyRef, copy: CopyRef, declarers: readonly CopyRef[], { usage }: World): DuplicateEvidence["brokenPeer"] {
  for (const declarer of declarers) {
    const got = usage.copyUsedBy(declarer.path, copy.package);
    if (got !== first.path && got !== copy.path) continue;
    const other = got === first.path ? copy.path : first.path;
    for (const user of usage.usersOf(declarer.path)) {
      if (usage.copyUsedBy(user, copy.package) === other) return { declarer, got, user };
    }
  }
  return null;
}
