import type { Root } from "../layout/roots.ts";
import type { AbiEvidence } from "./rules/abi-mismatch.ts";
import type { DamageEvidence } from "./rules/damaged-binary.ts";
import type { DuplicateEvidence } from "./rules/duplicate-instance.ts";
import type { LibraryEvidence } from "./rules/missing-library.ts";
import type { VersionEvidence } from "./rules/newer-libc.ts";
import type { RangeEvidence } from "./rules/range-violation.ts";
import type { ShadowEvidence } from "./rules/shadowed-package.ts";
import type { UnresolvedEvidence } from "./rules/shared/unresolved-evidence.ts";
import type { SquashEvidence } from "./rules/squashed-layer.ts";
import type { TornEvidence } from "./rules/torn-family.ts";
import type { UndeclaredEvidence } from "./rules/undeclared-dependency.ts";
import type { ArchitectureEvidence } from "./rules/wrong-architecture.ts";
import type { LibcEvidence } from "./rules/wrong-libc.ts";
import type { PlatformEvidence } from "./rules/wrong-platform.ts";

/** What each code proves itself with: plain data, and every path a person needs to check it by hand. */
export interface Evidence {
  readonly "shadowed-package": ShadowEvidence;
  readonly "range-violation": RangeEvidence;
  readonly "torn-family": TornEvidence;
  readonly "duplicate-instance": DuplicateEvidence;
  readonly "squashed-layer": SquashEvidence;
  readonly "undeclared-dependency": UndeclaredEvidence;
  readonly "unresolved-module": UnresolvedEvidence;
  readonly "wrong-architecture": ArchitectureEvidence;
  readonly "wrong-platform": PlatformEvidence;
  readonly "wrong-libc": LibcEvidence;
  readonly "newer-libc": VersionEvidence;
  readonly "abi-mismatch": AbiEvidence;
  readonly "missing-library": LibraryEvidence;
  readonly "damaged-binary": DamageEvidence;
}

/**
 * Stable for ever: it is the name of the rule's file, of the page in docs/findings, and of the metric (in
 * PascalCase).
 */
export type FindingCode = keyof Evidence;

export type Family = "shadowing" | "architecture";

/**
 * From least to most: `info` needs nobody, `warning` wants a look, `error` breaks or will break the function.
 */
export type Severity = "info" | "warning" | "error";

/** One copy, as findings and telemetry name it. */
export interface CopyRef {
  readonly package: string;
  /** Null where package.json is missing, unreadable or names none. */
  readonly version: string | null;
  readonly root: Root;
  /** The copy's physical directory. */
  readonly path: string;
  /** The symbolic link it was reached through (pnpm, workspaces), absent where there was none. */
  readonly link?: string;
}

/** The module that asked. */
export interface Importer {
  readonly path: string;
  readonly copy: CopyRef;
}

export interface FindingOf<Code extends FindingCode> {
  readonly code: Code;
  readonly severity: Severity;
  /** The package it is about; where no package is involved, the copy the importer belongs to. */
  readonly package: string;
  readonly winner: CopyRef | null;
  readonly loser: CopyRef | null;
  /** The first importer it was seen through. */
  readonly importer: Importer | null;
  /** The importer's declared range, as its package.json writes it. */
  readonly range: string | null;
  readonly evidence: Evidence[Code];
  /** Equal keys are the same problem. Unique within an environment. */
  readonly key: string;
  /** Distinct importing modules it was seen through so far; 0 where no importer is known. */
  readonly importers: number;
  /** The reason given in outcrop.json; null where the finding is not accepted. */
  readonly accepted: string | null;
}

export type Finding = { [Code in FindingCode]: FindingOf<Code> }[FindingCode];
