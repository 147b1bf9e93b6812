import type { FileSystem } from "../../file-system.ts";
import { member } from "../../json.ts";
import type { OnProblem } from "../../layout/problem.ts";
import type { FindingCode } from "../finding.ts";
import { isFindingCode } from "../finding.ts";

/** One entry of outcrop.json: a finding the function's owner knows and lives with. */
export interface Acceptance {
  readonly code: FindingCode;
  /** A package's exact name. */
  readonly package: string;
  readonly reason: string;
  /** `2026-12-31`: the last day on which it counts, in UTC. Null without an end. */
  readonly until: string | null;
}

export interface Acceptances {
  readonly current: readonly Acceptance[];
  /** Their last day is over: what they name counts again. */
  readonly ended: readonly Acceptance[];
}

const maxBytes = 64 * 1024;
const maxEntries = 200;
const maxReason = 300;

/**
 * The acceptances in the file; none without a file. Each unusable entry is left out and reported as a
 * problem. Never throws.
 * @param now in milliseconds since the epoch
 */
export function readAcceptances(
  files: FileSystem,
  path: string,
  now: number,
  onProblem: OnProblem,
): Acceptances {
  const content = files.readFile(path, maxBytes);
  if (content === null) return { current: [], ended: [] };
  const { acceptances, problems } = content.truncated
    ? { acceptances: [], problems: ["is larger than 64 KiB"] }
    : parseAcceptances(content.bytes);
  for (const what of problems) onProblem({ path, what });
  const today = new Date(now).toISOString().slice(0, 10);
  const hasEnded = ({ until }: Acceptance): boolean => until !== null && until < today;
  return {
    current: acceptances.filter((acceptance) => !hasEnded(acceptance)),
    ended: acceptances.filter(hasEnded),
  };
}

/** What a person has to know of an acceptance whose last day is over, after the path of its file. */
export function endedText({ code, package: name, until }: Acceptance): string {
  return `accepted ${code} of ${name} until ${until}; it counts again`;
}

export function parseAcceptances(bytes: Uint8Array): {
  readonly acceptances: readonly Acceptance[];
  readonly problems: readonly string[];
} {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return { acceptances: [], problems: ["is not JSON"] };
  }
  const list = member(json, "accept");
  if (!Array.isArray(list)) return { acceptances: [], problems: ['has no list named "accept"'] };
  const acceptances: Acceptance[] = [];
  const problems: string[] = [];
  for (const [index, entry] of list.slice(0, maxEntries).entries()) {
    const read = parseEntry(entry);
    if (typeof read === "string") problems.push(`accept[${index}] ${read}`);
    else acceptances.push(read);
  }
  if (list.length > maxEntries)
    problems.push(`accepts more than ${maxEntries} findings; the rest is ignored`);
  return { acceptances, problems };
}

/** The entry that accepts a finding of this code on this package; undefined where none does. */
export function acceptanceOf(
  acceptances: readonly Acceptance[],
  code: FindingCode,
  packageName: string,
): Acceptance | undefined {
  return acceptances.find((entry) => entry.code === code && entry.package === packageName);
}

function parseEntry(entry: unknown): Acceptance | string {
  const code = member(entry, "code");
  const name = member(entry, "package");
  const reason = member(entry, "reason");
  const until = member(entry, "until") ?? null;
  if (!isCode(code)) return "names no known finding code";
  if (typeof name !== "string" || name === "") return "names no package";
  if (typeof reason !== "string" || reason.trim() === "") return "gives no reason";
  if (until !== null && !isDay(until)) return 'has an "until" that is not a day such as 2026-12-31';
  return { code, package: name, reason: reason.slice(0, maxReason), until };
}

function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  // Some days that do not exist are read as days of the next month.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isCode(value: unknown): value is FindingCode {
  return typeof value === "string" && isFindingCode(value);
}
