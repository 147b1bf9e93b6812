import type { FileSystem } from "../../file-system.ts";
import type { How } from "../../journal/records.ts";
import type { Folders } from "../../layout/folders.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import type { Reach } from "../../layout/reach.ts";
import type { Roots } from "../../layout/roots.ts";
import type { BareSpecifier } from "../../layout/specifier.ts";
import type { CopyRef, FindingCode, FindingOf } from "../finding.ts";
import type { Host } from "../native/host.ts";
import type { Natives } from "../native/natives.ts";
import type { Tie } from "../engine/family-ties.ts";
import type { SameBytes } from "./same-bytes.ts";
import type { SquashSigns } from "./squash-signs.ts";
import type { Usage } from "./usage.ts";

/**
 * A bare specifier that left the importer's own copy. One subject per importing folder, package and winner;
 * `importer` is the first of them.
 */
export interface ResolutionSubject {
  readonly how: How;
  readonly specifier: string;
  readonly bare: BareSpecifier;
  readonly importer: string;
  readonly from: CopyRef;
  readonly winner: CopyRef;
  /**
   * Where Node looked; null when the winner lies at no candidate (another loader, `require.resolve` with
   * `paths`).
   */
  readonly reach: Reach | null;
}

/**
 * A copy evaluated in a thread where `first`, another copy of the same package, was evaluated before it.
 * Asked again when `Usage` grows.
 */
export interface CopySubject {
  readonly thread: number;
  readonly first: CopyRef;
  readonly copy: CopyRef;
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
}

/** One family whose members came from several roots, with every tie seen so far. */
export interface FamilySubject {
  readonly family: string;
  readonly ties: readonly Tie[];
}

/**
 * A layer's node_modules folder when something of it was first loaded (`copy` is null), and each copy first
 * loaded from it.
 */
export interface LayerSubject {
  readonly folder: string;
  readonly copy: CopyRef | null;
}

/** One native file: a load whose outcome is known, or one that is only due. */
export interface NativeSubject {
  readonly path: string;
  readonly copy: CopyRef;
  /**
   * `died`: the process ended inside the load. `latent`: on disk, the file its loader would choose, and not
   * loaded so far.
   */
  readonly outcome: "loaded" | "failed" | "died" | "latent";
  /** `load`: a library for `process.dlopen`. `run`: a program to be started. */
  readonly use: "load" | "run";
  /** The loader's text; null unless it failed. It misleads for a foreign machine. */
  readonly message: string | null;
  /** Another native file of the same copy loaded: the package found a way. */
  readonly recovered: boolean;
  /** Of a latent one: its copy is loaded and has no other file to choose. */
  readonly sole: boolean;
}

export interface Subjects {
  readonly resolution: ResolutionSubject;
  readonly copy: CopySubject;
  readonly unresolved: UnresolvedSubject;
  readonly native: NativeSubject;
  readonly family: FamilySubject;
  readonly layer: LayerSubject;
}

export type SubjectKind = keyof Subjects;

/** Everything a rule may look up. All of it is memoised and bounded; none of it throws. */
export interface World {
  readonly files: FileSystem;
  readonly roots: Roots;
  readonly folders: Folders;
  readonly packages: PackageReader;
  readonly sameBytes: SameBytes;
  readonly usage: Usage;
  readonly squashSigns: SquashSigns;
  readonly natives: Natives;
  readonly nodePath: readonly string[];
  /** Null until the process has said what it runs on. */
  readonly host: Host | null;
  copyOf(path: string): CopyRef;
}

/** A finding before the engine has counted its importers and asked what is accepted. */
export type Verdict<Code extends FindingCode> = Omit<
  FindingOf<Code>,
  "code" | "key" | "importers" | "accepted"
> & {
  /** What makes two verdicts of this code the same problem. */
  readonly identity: readonly string[];
};

export interface Definition<Code extends FindingCode, Kind extends SubjectKind, Inputs> {
  readonly code: Code;
  readonly subject: Kind;
  /**
   * Does every look-up and returns plain data, so that what a verdict rests on can be printed and replayed;
   * null ends the matter.
   */
  inputs(subject: Subjects[Kind], world: World): Inputs | null;
  /** Pure: the same inputs give the same verdicts. */
  verdict(inputs: Inputs): readonly Verdict<Code>[];
}

export interface Rule<Code extends FindingCode = FindingCode, Kind extends SubjectKind = SubjectKind> {
  readonly code: Code;
  readonly subject: Kind;
  judge(subject: Subjects[Kind], world: World): readonly Verdict<Code>[];
}

export function defineRule<Code extends FindingCode, Kind extends SubjectKind, Inputs extends object>(
  definition: Definition<Code, Kind, Inputs & Plain<Inputs>>,
): Rule<Code, Kind> & Definition<Code, Kind, Inputs & Plain<Inputs>> {
  return {
    ...definition,
    judge(subject, world) {
      const inputs = definition.inputs(subject, world);
      return inputs === null ? [] : definition.verdict(inputs);
    },
  };
}

/**
 * Itself where `Value` is plain data all the way down, with `never` in the place of anything that could reach
 * out: functions, maps, sets.
 */
export type Plain<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends ((...args: never[]) => unknown) | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
    ? never
    : { readonly [Key in keyof Value]: Plain<Value[Key]> };
