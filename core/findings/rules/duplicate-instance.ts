/**
 * Two copies of one package were evaluated in one thread: two sets of classes, singletons and registries.
 * Each later copy is compared with the first one. The same copy in two threads is not a duplicate: threads
 * share nothing.
 *
 * | the two copies | severity |
 * |---|---|
 * | the layer's own code chose the function's copy (intention.ts) | info |
 * | a package that declares it as a peer got one copy, code that uses that package got the other | error |
 * | in two roots, of two versions, and a loaded package declares it as a peer | warning |
 * | in two roots, they meet (meeting.ts), and one install would have shared one | warning |
 * | one is in a bundle, which uses a package that declares it as a peer and got the other (bundle-peer.ts) | warning |
 * | anything else | info |
 *
 * The last row: npm nests what it cannot merge, and two roots that do not meet do not disturb each other. Of
 * a copy in a bundle it is not known who uses it, so no other row is about one.
 */
import { bundledAt } from "../../layout/bundled-path.ts";
import { type CopyRef, homePhrase, located, named } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { Severity } from "../rule/severity.ts";
import { type BundlePeer, bundlePeerOf } from "./shared/bundle-peer.ts";
import { functionFirst } from "./shared/intention.ts";
import { type BrokenPeer, brokenPeerOf, type Meeting, meetingOf } from "./shared/meeting.ts";
import { oneCopyFix, type Serving, servingOf } from "./shared/one-copy.ts";

const maxDeclarers = 8;

export interface DuplicateEvidence {
  readonly thread: number;
  readonly sameVersion: boolean;
  /** Loaded packages that declare it as a peer; at most 8. */
  readonly peerDeclarers: readonly CopyRef[];
  /** One that got `got` while its user got the other copy: the promise of a peer is broken. */
  readonly brokenPeer: BrokenPeer | null;
  /** A package that got one copy, and code that uses it and got the other; see meeting.ts. */
  readonly metBy: Meeting | null;
  readonly serving: Serving;
  readonly intended: "function-first" | null;
  /** Only where one of the two is in a bundle: the package through which they meet. */
  readonly bundlePeer?: BundlePeer | null;
}

export const duplicateInstance = defineRule({
  code: "duplicate-instance",
  family: "shadowing",
  subject: "copy",
  title: "One package was evaluated from two copies in one process",
  judge({ thread, first, copy }, world): readonly Verdict<DuplicateEvidence>[] {
    const evidence = {
      thread,
      sameVersion: first.version !== null && first.version === copy.version,
      peerDeclarers: world.usage.peerDeclarers(copy.package).slice(0, maxDeclarers),
      brokenPeer: brokenPeerOf(first, copy, world),
      metBy: meetingOf(first, copy, world),
      serving: servingOf(first, copy, world),
      intended: functionFirst(first, copy, world) ?? functionFirst(copy, first, world),
      ...(isBundled(first, copy) ? { bundlePeer: bundlePeerOf(first, copy, world) } : {}),
    };
    return [
      {
        severity: severityOf(evidence, first.root === copy.root),
        package: copy.package,
        winner: first,
        loser: copy,
        evidence,
        identity: [copy.package, first.path, copy.path],
      },
    ];
  },
  message({ package: name, winner, loser, evidence: { brokenPeer, bundlePeer, peerDeclarers } }) {
    if (winner === null || loser === null) return `${name} was evaluated twice.`;
    const peer = brokenPeer?.declarer ?? bundlePeer?.declarer ?? peerDeclarers[0];
    const expects =
      peer === undefined ? "" : ` ${named(peer)} expects to share one copy with the code that uses it.`;
    const harm = "they share no classes (instanceof), singletons or registries";
    return `${located(winner)} and ${located(loser)} both run in one process: ${harm}.${expects}`;
  },
  fix({ package: name, winner, loser, evidence }) {
    if (winner !== null && loser !== null && isBundled(winner, loser)) return bundleFix(name, winner, loser);
    if (winner === null || loser === null || winner.root === loser.root)
      return `Run \`npm dedupe\`, or align the ranges that ask for ${name}.`;
    // The managed runtime's copy cannot be removed.
    if (winner.root === "runtime" || loser.root === "runtime") {
      const own = homePhrase(winner.root === "runtime" ? loser : winner);
      return (
        `Use one copy of ${name}: install the packages that got the runtime's copy into ${own} too, ` +
        `or remove ${name} there and use the runtime's.`
      );
    }
    return oneCopyFix(name, winner, loser, evidence.serving);
  },
});

function isBundled(first: CopyRef, copy: CopyRef): boolean {
  return bundledAt(first.path) !== null || bundledAt(copy.path) !== null;
}

function bundleFix(name: string, winner: CopyRef, loser: CopyRef): string {
  const outside = [winner, loser].find(({ path }) => bundledAt(path) === null);
  if (outside === undefined)
    return `Run \`npm dedupe\`, or align the ranges that ask for ${name}, and bundle the function again.`;
  const place = outside.root === "other" ? "outside" : `from ${homePhrase(outside)}`;
  return (
    `Nothing to do if the two do not exchange objects. Otherwise leave ${name} out of the bundle ` +
    `(in esbuild, --external:${name}), so that all code gets the copy ${place}.`
  );
}

function severityOf(evidence: DuplicateEvidence, inOneRoot: boolean): Severity {
  const { intended, brokenPeer, metBy, sameVersion, peerDeclarers, bundlePeer } = evidence;
  if (bundlePeer !== undefined) return bundlePeer === null ? "info" : "warning";
  if (intended !== null) return "info";
  if (brokenPeer !== null) return "error";
  const peersApart = !inOneRoot && !sameVersion && peerDeclarers.length > 0;
  const unshared = !inOneRoot && metBy?.shareable === true;
  return peersApart || unshared ? "warning" : "info";
}
