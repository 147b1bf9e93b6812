/**
 * One occurrence of an error may be reported several times: logged by two loggers, logged and then thrown,
 * logged as a cause and then thrown as the wrapper, and reported by Outcrop. The reports of one try of a
 * request, or of one init, wait here until newer requests push them out, in whatever order they came. Then
 * 1. reports of one error become one occurrence. Its name is that of the error that was thrown, or else of
 *    the wrapper; its causes and its message come from whichever report has them;
 * 2. where an invocation failed and nothing says by which error, the last one that was logged as an error is
 *    taken for it. All others that were only logged stay `logged`.
 */
import { isSameError, type Occurrence, type Report, type ReportedError } from "./reported-error.ts";

/** Requests with errors; their lines lie close together in any export. */
const maxGroups = 1_000;
/** Of one request. More are passed on as they come. */
const maxReports = 50;

export class Occurrences {
  readonly #add: (occurrence: Occurrence) => void;
  #groups = new Map<string, Report[]>();
  #older = new Map<string, Report[]>();

  constructor(add: (occurrence: Occurrence) => void) {
    this.#add = add;
  }

  /** @param request the try of a request, or the init; null where it is not known */
  report(request: string | null, report: Report): void {
    if (request === null) {
      this.#add([report]);
      return;
    }
    const group = this.#groups.get(request) ?? this.#older.get(request);
    if (group !== undefined) {
      if (group.length < maxReports) group.push(report);
      else this.#add([report]);
      return;
    }
    if (this.#groups.size >= maxGroups) {
      this.#flush(this.#older);
      this.#older = this.#groups;
      this.#groups = new Map();
    }
    this.#groups.set(request, [report]);
  }

  end(): void {
    this.#flush(this.#older);
    this.#flush(this.#groups);
  }

  #flush(groups: Map<string, Report[]>): void {
    for (const group of groups.values()) for (const occurrence of occurrencesOf(group)) this.#add(occurrence);
    groups.clear();
  }
}

export function occurrencesOf(reports: readonly Report[]): readonly Occurrence[] {
  const groups: Report[][] = [];
  for (const report of reports.toSorted(byWeight)) {
    const known = groups.find(
      (group) => isRoomFor(report, group) && group.some(({ error }) => isOne(error, report.error)),
    );
    if (known === undefined) groups.push([report]);
    else known.push(report);
  }
  const ending = endingLogged(groups);
  return groups.flatMap((group) => {
    const [lead, ...rest] = group;
    if (lead === undefined) return [];
    const ended = lead.error.requestId === null ? "init" : "error";
    const kind = group === ending ? ended : lead.error.kind;
    return [[{ ...lead, error: { ...lead.error, kind } }, ...rest] as const];
  });
}

/** Several inits of one environment or file look the same: two equal reports are of two of them. */
function isRoomFor({ error }: Report, group: readonly Report[]): boolean {
  return (
    error.requestId !== null ||
    !group.some(({ error: { source, kind } }) => source === error.source && kind === error.kind)
  );
}

/** The group that is taken for what ended the invocation. Null where something else says what did. */
function endingLogged(groups: readonly Report[][]): Report[] | null {
  if (groups.some(([lead]) => lead?.error.kind !== "logged")) return null;
  const failing = groups.filter(([lead]) => lead?.error.failed === true && lead.error.level === "error");
  const lastOf = (group: readonly Report[]): number => Math.max(...group.map(({ error }) => error.at ?? 0));
  return failing.reduce<Report[] | null>(
    (last, group) => (last === null || lastOf(group) >= lastOf(last) ? group : last),
    null,
  );
}

/** What was thrown first; of the rest, what has causes and frames. */
function byWeight({ error: left }: Report, { error: right }: Report): number {
  return (
    Number(left.kind === "logged") - Number(right.kind === "logged") ||
    right.causes.length - left.causes.length ||
    Math.sign(right.frames.length) - Math.sign(left.frames.length)
  );
}

/** The same error, or one is a cause of the other. */
function isOne(left: ReportedError, right: ReportedError): boolean {
  if (!isThrowable(left) || !isThrowable(right)) return false;
  return (
    isSameError(left, right) ||
    left.causes.some((cause) => isSameError(cause, right)) ||
    right.causes.some((cause) => isSameError(cause, left))
  );
}

/** A timeout is not an error of the function's. */
function isThrowable({ kind }: ReportedError): boolean {
  return kind === "logged" || kind === "error" || kind === "init";
}
