/** Findings above info that only one side has, each with the reason. */
export interface Difference {
  /** As the oracle names it. */
  readonly function: string;
  /** `code package` */
  readonly finding: string;
  /** Who has it. */
  readonly side: "production" | "check";
  readonly reason: string;
}

const preloaded =
  "What NODE_OPTIONS preloads runs before Outcrop is there: production does not see what it asks for.";

export const differences: readonly Difference[] = [
  {
    function: "start --require",
    finding: "unresolved-module two-ways",
    side: "check",
    reason: preloaded,
  },
  { function: "start wrapper", finding: "unresolved-module two-ways", side: "check", reason: preloaded },
];
