/**
 * The words of the fault matrix: a cell is one fault, what must hold in spite of it, and how to see whether
 * it does.
 */

/** What the environment is doing when the fault strikes. */
export type Phase = "init" | "invoke" | "idle" | "shutdown" | "any";

/**
 * What Outcrop must print: nothing at all, its usual lines, one diagnostic line, or its usual lines with one
 * diagnostic among them.
 */
export interface Words {
  /** Null if both are right: it depends on which of many places the fault strikes. */
  readonly lines: boolean | null;
  /** A part of the one diagnostic's text; null where there must be none. */
  readonly diagnostic: string | null;
  /** The diagnostic may be missing. */
  readonly optional?: boolean;
}

export const nothing: Words = { lines: false, diagnostic: null };
export const usualLines: Words = { lines: true, diagnostic: null };
export const onlyDiagnostic = (text: string): Words => ({ lines: false, diagnostic: text });
/** For a cell that strikes at many places. */
export const atMostOneDiagnostic: Words = { lines: null, diagnostic: "", optional: true };
export const linesAndDiagnostic = (text: string): Words => ({ lines: true, diagnostic: text });

/** What one run of a cell showed. */
export interface Seen {
  /**
   * The expected result, such as what was observed of the same run without Outcrop, and the actual result:
   * equal if the cell holds.
   */
  readonly demanded: unknown;
  readonly got: unknown;
  /** Everything Outcrop printed. */
  readonly said: string;
}

export interface Cell {
  /** Unique in its group, in kebab case. */
  readonly id: string;
  /** One sentence without its full stop. */
  readonly fault: string;
  readonly phase: Phase;
  /** How the fault is caused, in a few words. */
  readonly injected: string;
  /** What the function must answer, if it differs from the group's answer. */
  readonly answer?: string;
  readonly says: Words;
  /** Default: the test suite's. */
  readonly timeoutMs?: number;
  /**
   * How often it may be run again. For a cell that waits until a deadline is near: a machine that is busy at
   * that moment misses it. Default: never.
   */
  readonly retries?: number;
  /** Each element is judged alone: a cell may strike at every one of many places. */
  run(): Promise<Seen | readonly Seen[]>;
}

export interface Group {
  readonly title: string;
  /** Which of Outcrop's two halves is struck. */
  readonly half: "extension" | "shim";
  /**
   * For the page: one or two sentences on what all cells share, such as the function and what is compared.
   */
  readonly about: string;
  /**
   * What the function must answer in every cell that says nothing else: `answerAsWithout` wherever there is a
   * function.
   */
  readonly answer: string;
  readonly cells: readonly Cell[];
}

export const answerAsWithout = "the same as without Outcrop";
