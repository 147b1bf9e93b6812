/**
 * The findings that are worth a replay: first those that are tied to the error, the likeliest first, then the
 * others above `info`. Those at `info` are kept for the case that none of these ends the error. A person may
 * choose.
 */
import type { Finding } from "../../core/findings/finding.ts";
import type { Analysis } from "../../incident/analysis/analysis.ts";
import { UsageError } from "../shared/usage.ts";

export interface Candidate {
  readonly finding: Finding;
  readonly tied: boolean;
  /** Only for information: it is tried last. */
  readonly last: boolean;
}

/** As `--finding` names it. */
export interface Chosen {
  readonly code: string;
  readonly package: string;
}

const maxListed = 10;

/**
 * @param errorName errors of this name come first; null: any
 * @throws UsageError if a chosen one is not among the findings
 */
export function candidatesOf(
  { causes, errors }: Pick<Analysis, "causes" | "errors">,
  errorName: string | null,
  chosen: readonly Chosen[],
): readonly Candidate[] {
  const same = (one: Analysis["errors"][number]): number => (one.error.name === errorName ? 0 : 1);
  const tied = new Set(errors.toSorted((a, b) => same(a) - same(b)).flatMap((error) => error.causes));
  const known = (index: number): Candidate[] => {
    const cause = causes[index];
    if (cause === undefined) return [];
    const { observed, severity } = cause;
    const isTied = tied.has(index);
    return [{ finding: observed.finding, tied: isTied, last: severity === "info" && !isTied }];
  };
  const all = [...new Set([...tied, ...causes.keys()])].flatMap(known);
  if (chosen.length === 0)
    return all
      .filter(({ finding }) => finding.accepted === null)
      .toSorted((a, b) => Number(a.last) - Number(b.last));
  return chosen.flatMap((wanted) => {
    const found = all.filter(
      ({ finding }) => finding.code === wanted.code && finding.package === wanted.package,
    );
    if (found.length === 0)
      throw new UsageError(
        `--finding: ${nameOf(wanted)} was not found here. The findings are: ${listed(all)}`,
      );
    return found;
  });
}

function listed(all: readonly Candidate[]): string {
  const names = [...new Set(all.map(({ finding }) => nameOf(finding)))];
  return names.slice(0, maxListed).join(", ") || "none";
}

function nameOf({ code, package: name }: Chosen): string {
  return `${code}:${name}`;
}
