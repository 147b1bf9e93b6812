/**
 * What speaks for and against an answer, as codes with arguments. The confidence is computed from these
 * (confidence.ts), and the report makes the sentences (report/words).
 */
import type { Contradiction, Grade } from "../../core/explain/confidence.ts";
import type { Mechanism } from "../../core/explain/mechanism.ts";
import type { Tie } from "../../core/explain/tie.ts";
import type { LocatedFrame } from "../../core/explain/trace.ts";
import type { CopyRef } from "../../core/findings/finding.ts";
import type { LineChange } from "./node-line.ts";
import type { Rate } from "./rate.ts";

/** What links a finding to an error. */
export type Link =
  /** The module loader's error names the package. */
  | { readonly kind: "loader-message"; readonly package: string }
  /** The error's text names the file or the program that the finding is about. */
  | { readonly kind: "error-text"; readonly package: string }
  /** The error says what the dynamic loader says about such a file, without its name. */
  | { readonly kind: "loader-text" }
  | {
      readonly kind: "stack";
      readonly by: Exclude<Tie["by"], "message">;
      readonly frame: LocatedFrame;
      /** The frame's place, 0 for the innermost. */
      readonly position: number;
      readonly package: string;
      readonly winner: CopyRef | null;
    }
  /** Outcrop's `failure` line names it, at this place in its list. */
  | { readonly kind: "failure-line"; readonly position: number }
  /** The process ended in the load of a native file, or just after such a load failed. */
  | { readonly kind: "native-load"; readonly package: string; readonly died: boolean }
  /** The process ended while the function waited, and two copies of the package ran. */
  | { readonly kind: "may-wait"; readonly package: string }
  /** A module was not found, and the process ended by it. */
  | { readonly kind: "fatal-load"; readonly package: string }
  /** An ES module imports what the package does not export; other environments loaded a newer copy. */
  | { readonly kind: "missing-export"; readonly package: string }
  /** A TypeError in a file that imports the package, where other environments loaded a newer copy. */
  | {
      readonly kind: "older-copy";
      readonly package: string;
      readonly version: string;
      readonly path: string;
      readonly line: number | null;
    }
  /** No frame ties it: it came with the error, and environments without it do not see the error. */
  | { readonly kind: "newcomer"; readonly package: string }
  /** The error went when the finding was repaired (`outcrop prove`). */
  | { readonly kind: "replay" }
  /** Another error of the same invocation has this link. */
  | { readonly kind: "same-invocation"; readonly error: string; readonly link: Link };

export type Evidence =
  | {
      readonly kind: "link";
      readonly grade: Grade;
      /** With what speaks for and against it, see core/explain/confidence.ts. */
      readonly level: number;
      readonly link: Link;
      readonly mechanism: Mechanism | null;
    }
  | { readonly kind: "contradiction"; readonly contradiction: Contradiction }
  /** Failures, or handled errors, that the cause explains best, of all. */
  | {
      readonly kind: "share";
      readonly explained: number;
      readonly failures: number;
      readonly handled: boolean;
    }
  /**
   * How often the error was seen in environments with the finding, and in those of the same functions without
   * it, and how likely such a difference is by chance (the exact test).
   */
  | { readonly kind: "contrast"; readonly with: Rate; readonly without: Rate; readonly chance: number }
  /** Invocations under the finding that had no error. */
  | { readonly kind: "clean"; readonly invocations: number }
  /** Other findings that fit as well. */
  | { readonly kind: "equals"; readonly packages: readonly string[] }
  /** First seen after environments without it had run, and no later than the first failure. */
  | { readonly kind: "appeared" }
  /** No error is linked to the finding; only the rates point to it. */
  | { readonly kind: "circumstances-alone"; readonly with: Rate; readonly without: Rate | null }
  /** The finding's own line is missing; a `failure` line names it. */
  | { readonly kind: "failure-line-alone" }
  /** Environments without the finding saw the same error. */
  | { readonly kind: "error-elsewhere"; readonly environments: number }
  | { readonly kind: "environments-unknown" }
  /** Gaps in the logs that could hide another answer. */
  | { readonly kind: "gaps"; readonly gaps: number }
  /** Every error was judged with its stack and its environment. */
  | { readonly kind: "errors-judged"; readonly errors: number }
  /** Errors without a stack or an environment: a collision would not show. */
  | { readonly kind: "errors-unseen"; readonly unseen: number; readonly errors: number }
  /** A finding was tied to the error, and this speaks against it. */
  | {
      readonly kind: "ruled-out";
      readonly package: string;
      readonly code: string;
      readonly against: readonly Contradiction[];
      readonly clean: number;
      readonly elsewhere: number;
    }
  /** Findings in force that no frame ties to the error. */
  | { readonly kind: "leads"; readonly findings: number }
  /** Code that waits for what another copy of a package has waits until the time is up. */
  | { readonly kind: "may-wait"; readonly package: string }
  /** The error speaks of native files, which are not all judged. */
  | { readonly kind: "speaks-of-native" }
  /** The errors came with another line of Node. */
  | ({ readonly kind: "line-changed" } & LineChange)
  /** Errors that wrap others, which no line has; not certain: that may do so. */
  | { readonly kind: "wrapped-unknown"; readonly errors: number; readonly certain: boolean }
  /** Before the errors, copies replaced others. */
  | { readonly kind: "copies-replaced" }
  /** Lines at level ERROR that have a text alone. */
  | { readonly kind: "errors-without-stack"; readonly lines: number }
  /** The function's own code is a bundle: what is in it is not seen. */
  | { readonly kind: "bundled" }
  | { readonly kind: "no-failure" }
  /** Invocations failed, and no line has their error. */
  | { readonly kind: "no-error-line" }
  | { readonly kind: "no-outcrop-line" };

/** Evidence that the logs do not hold. */
export type MissingEvidence =
  /** No environment without the finding ran. */
  | { readonly kind: "environment-without" }
  | { readonly kind: "error-line" }
  | { readonly kind: "finding-line" }
  /** Outcrop saw nothing of the environments that had the error. */
  | { readonly kind: "observation" }
  /** The errors wrap others, which are in no line; not certain: they may do so. */
  | { readonly kind: "wrapped-error"; readonly certain: boolean }
  /** Into Analysis.gaps. */
  | { readonly kind: "gap"; readonly gap: number };
