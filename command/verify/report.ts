/** What held, and what was removed, for a person or a program. */
import Table from "cli-table3";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { type Claim, claims, type Judgement, judge } from "./claims.ts";
import type { Evidence } from "./evidence.ts";
import type { Removal } from "./made.ts";

export interface VerifyReport {
  readonly account: string;
  readonly region: string;
  /** The start of the names of what was made. */
  readonly run: string;
  readonly runtime: string;
  readonly architecture: string;
  readonly interrupted: boolean;
  readonly claims: readonly (Pick<Claim, "id" | "claim"> & Judgement)[];
  /** Whether --keep left everything in place. */
  readonly kept: boolean;
  readonly removed: readonly Removal[];
}

/** What the service says can be long. */
const mostSeen = 300;

export function judgements(evidence: Evidence): VerifyReport["claims"] {
  return claims.map((claim) => {
    const { verdict, seen } = judge(claim, evidence);
    return { id: claim.id, claim: claim.claim, verdict, seen: plainText(seen).slice(0, mostSeen) };
  });
}

export function reportText(report: VerifyReport): string {
  const table = new Table({
    head: ["claim", "verdict", "what was seen"],
    style: { head: [], border: [] },
    colWidths: [46, 16, 50],
    wordWrap: true,
  });
  for (const { claim, verdict, seen } of report.claims) table.push([claim, verdict, seen]);
  const count = (wanted: string) => report.claims.filter(({ verdict }) => verdict === wanted).length;
  return [
    `Account ${report.account}, ${report.region}, ${report.runtime} on ${report.architecture}, run ${report.run}`,
    ...(report.interrupted ? ["The run was interrupted."] : []),
    table.toString(),
    `${count("held")} held, ${count("did not hold")} did not hold, ${count("unknown")} unknown.`,
    ...(report.kept
      ? ["Everything was kept. Remove it with: outcrop verify --account --clean"]
      : removalLines(report.removed)),
    "",
  ].join("\n");
}

export function removalLines(removed: readonly Removal[]): string[] {
  const left = removed.filter(({ problem }) => problem !== null);
  return [
    `${removed.length - left.length} of ${removed.length} things were removed.`,
    ...left.map(({ kind, name, problem }) => `left: ${kind} ${plainText(name)}: ${plainText(problem ?? "")}`),
    ...(left.length > 0 ? ["Repeat with: outcrop verify --account --clean"] : []),
  ];
}
