/** What every format is made from. */
import { type Outcome, outcomes, type Verdict } from "../verdict.ts";

export const failLevels = ["breaks", "risk", "never"] as const;

export interface About {
  readonly layer: string;
  /** The layer that is replaced, as a person named it; null where it was not named. */
  readonly replaces: string | null;
  /** How it is known which copies are from the old layer. */
  readonly knownBy: "files" | "label" | "folders";
  readonly failOn: (typeof failLevels)[number];
  readonly outcropVersion: string;
  /** Whether all of both layers could be read. */
  readonly isRead: boolean;
}

export interface Report extends About {
  /** The worst first, and of equal ones the most invoked. */
  readonly functions: readonly Verdict[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** 3 where nothing fails, and something is not known. */
  readonly exitCode: 0 | 1 | 3;
}

export function reportOf(verdicts: readonly Verdict[], about: About): Report {
  const functions = [...verdicts].sort(
    (left, right) =>
      outcomes.indexOf(left.outcome) - outcomes.indexOf(right.outcome) ||
      (right.invocations ?? 0) - (left.invocations ?? 0) ||
      (left.function < right.function ? -1 : 1),
  );
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, verdicts.filter((one) => one.outcome === outcome).length]),
  ) as Record<Outcome, number>;
  const fails =
    about.failOn !== "never" && (counts.breaks > 0 || (about.failOn === "risk" && counts.risk > 0));
  return { ...about, functions, counts, exitCode: fails ? 1 : counts.unknown > 0 || !about.isRead ? 3 : 0 };
}
