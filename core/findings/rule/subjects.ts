/** What rules judge. Each rule names the kind of its subject. */
import type { How } from "../../journal/records.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import type { Reach } from "../../layout/reach.ts";
import type { BareSpecifier } from "../../layout/specifier.ts";
import type { NativeSubject } from "../native/native-subject.ts";

/**
 * A bare specifier that led out of the importer's own copy. One subject per importing folder, package and
 * winner; `importer` is the first of them.
 */
export interface ResolutionSubject {
  readonly how: How;
  readonly specifier: string;
  readonly bare: BareSpecifier;
  readonly importer: string;
  readonly from: CopyRef;
  readonly winner: CopyRef;
  /**
   * Where Node looked; null when the winner is not one of the candidates (another loader, `require.resolve`
   * with `paths`).
   */
  readonly reach: Reach | null;
}

/**
 * A copy evaluated in a thread where `first`, another copy of the same package, was evaluated before it.
 * Judged again when `Usage` grows.
 */
export interface CopySubject {
  readonly thread: number;
  readonly first: CopyRef;
  readonly copy: CopyRef;
}

/** How code outside a copy got into it. */
export interface Entry {
  /** The module of the copy that it got. */
  readonly path: string;
  readonly how: How;
  readonly specifier: string;
  readonly importer: string | null;
  /** The directory of the importer's copy. */
  readonly asker: string | null;
}

/**
 * A copy that one thread evaluated as CommonJS and as ES modules, with no module of the one format loading a
 * module of the other. Judged again when `Usage` grows.
 */
export interface FormatsSubject {
  readonly thread: number;
  readonly copy: CopyRef;
  /** The first for each asking copy, at most 16. */
  readonly commonjs: readonly Entry[];
  readonly modules: readonly Entry[];
}

export interface UnresolvedSubject {
  readonly how: How;
  readonly specifier: string;
  readonly importer: string | null;
  readonly from: CopyRef | null;
  /** The error's code. */
  readonly code: string;
  /** The same importer resolved the same specifier by other means. */
  readonly recovered: boolean;
  /** The function went on without it: its init, or the invocation, did not end with this error. */
  readonly survived: boolean;
  /** It is known to have ended an invocation, a thread or the process. */
  readonly fatal: boolean;
}

/** One place where a family of packages is torn across roots. */
export interface FamilyTie {
  readonly kind: "edge" | "split";
  readonly member: CopyRef;
  /** The copy from another root. */
  readonly other: CopyRef;
  /** The copy of the same package that the member itself got; null for an edge, where that is `other`. */
  readonly own: CopyRef | null;
  /** The module that asked, or the directory of the copy whose code uses both. */
  readonly seenIn: string;
}

/** One family whose members came from several roots, with every tie seen so far. */
export interface FamilySubject {
  readonly family: string;
  readonly ties: readonly FamilyTie[];
}

/**
 * A layer's node_modules folder when something of it was first loaded (`copy` is null), and each copy first
 * loaded from it.
 */
export interface LayerSubject {
  readonly folder: string;
  readonly copy: CopyRef | null;
}

/** What the lock has of one package in a layer. */
export interface LockedPlace {
  /** `shop-utils:7` */
  readonly layer: string;
  /** Its folder in /opt. */
  readonly path: string;
  readonly version: string | null;
  /** See core/lock/tree-hash.ts. */
  readonly tree: string;
}

/** A copy that was loaded or asked for, compared with the function's lock. */
export type DriftSubject =
  /** It is in a folder that is locked. `tree` is null where its files were not hashed. */
  | {
      readonly kind: "locked";
      readonly copy: CopyRef;
      readonly locked: LockedPlace;
      readonly tree: string | null;
    }
  /** It is another copy than the locked one, which is not there. */
  | { readonly kind: "gone"; readonly copy: CopyRef; readonly locked: LockedPlace }
  /** No copy was found, and the locked one is not there. */
  | {
      readonly kind: "missing";
      readonly package: string;
      /** The module that asked. */
      readonly importer: { readonly path: string; readonly copy: CopyRef } | null;
      readonly locked: LockedPlace;
    }
  /** The first of those that were loaded from a node_modules in /opt, and that no locked layer has. */
  | {
      readonly kind: "unlocked";
      readonly copy: CopyRef;
      readonly folder: string;
      readonly found: readonly CopyRef[];
    };

export interface Subjects {
  readonly resolution: ResolutionSubject;
  readonly copy: CopySubject;
  readonly formats: FormatsSubject;
  readonly unresolved: UnresolvedSubject;
  readonly native: NativeSubject;
  readonly family: FamilySubject;
  readonly layer: LayerSubject;
  readonly drift: DriftSubject;
}

export type SubjectKind = keyof Subjects;
