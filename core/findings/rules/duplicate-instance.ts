/**
 * Two copies of one package were evaluated in one thread: two sets of classes, singletons and registries.
 * Each later copy is held against the first one. The same copy in two threads is no duplicate: threads share
 * nothing.
 *
 * | the two copies | severity |
 * |---|---|
 * | the layer's own code chose the function's copy (intention.ts), whatever else it loaded of its own | info |
 * | a package that declares it as a peer got one copy, and code that uses that package got the other | error |
 * | in two roots, of two versions, and a loaded package declares it as a peer | warning |
 * | in two roots, and some code got one while a package it uses got the other, though its range takes either: one install would have shared it | warning |
 * | anything else: npm nests what it cannot merge, and two roots that do not meet do not disturb each other | info |
 */
import type { CopyRef } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import { functionFirst } from "./shared/intention.ts";
import { type BrokenPeer, brokenPeerOf, type Meeting, meetingOf } from "./shared/meeting.ts";

const MAX_DECLARERS = 8;

export interface DuplicateEvidence {
  readonly thread: number;
  readonly sameVersion: boolean;
  /** Loaded packages that declare it as a peer; at most 8. */
  readonly peerDeclarers: readonly CopyRef[];
  /** One that got `got` while its user got the other copy: the promise of a peer is broken. */
  readonly brokenPeer: BrokenPeer | null;
  /**
   * Directories of a package that got `got` and of code that uses it and got the other copy, which the
   * package's range takes as well.
   */
  readonly metBy: Meeting | null;
  readonly intended: "function-first" | null;
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
      brokenPeer: brokenPeerOf(first, copy, world),
      metBy: first.root === copy.root ? null : meetingOf(first, copy, world),
      intended: functionFirst(first, copy, world) ?? functionFirst(copy, first, world),
    };
    return { first, copy, evidence };
  },
  verdict({ first, copy, evidence }) {
    const peersApart = first.root !== copy.root && !evidence.sameVersion && evidence.peerDeclarers.length > 0;
    return [
      {
        severity:
          evidence.intended !== null
            ? "info"
            : evidence.brokenPeer !== null
              ? "error"
              : peersApart || evidence.metBy !== null
                ? "warning"
                : "info",
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
