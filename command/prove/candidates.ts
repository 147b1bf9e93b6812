/**
 * The findings that are worth a replay: first those that are tied to the error, the likeliest first, then the
 * others above `info`. A person may choose others.
 */
import type { Finding } from "../../core/findings/finding.ts";
import type { Analysis } from "../../incident/analysis/analysis.ts";
import { UsageError } from "../shared/usage.ts";

export interface Candidate {
  readonly finding: Finding;
  readonly tied: boolean;
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
  const others = causes.flatMap(({ severity, observed }, index) =>
    tied.has(index) || severity === "info" || observed.finding.accepted !== null ? [] : [index],
  );
  const known = (index: number): Candidate[] => {
    const cause = causes[index];
    return cause === undefined ? [] : [{ finding: cause.observed.finding, tied: tied.has(index) }];
  };
  if (chosen.length === 0) return [...tied, ...others].flatMap(known);
  const all = [...new Set([...tied, ...causes.keys()])].flatMap(known);
  return chosen.flatMap((wanted) => {
    const found = all.filter(
      ({ finding }) => finding.code === wanted.code && finding.package === wanted.package,
    );
    if (found.length === 0)
      throw new UsageError(`--finding: there is no finding ${nameOf(wanted)}; there is ${listed(all)}`);
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
