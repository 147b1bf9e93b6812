/** What a log says about one error, without who wrote it and when. */

export interface ErrorCause {
  readonly name: string;
  readonly code: string | null;
  readonly message: string | null;
  /** Stack lines, innermost first. */
  readonly frames: readonly string[];
}

export interface ErrorDetails extends ErrorCause {
  /**
   * What it was made of, the innermost last: its `cause`, that one's cause, and so on. Of aggregated errors
   * each one is followed by its own causes.
   */
  readonly causes: readonly ErrorCause[];
}

export const maxFrames = 50;
/** No class has a longer name. */
export const maxName = 200;
export const maxCauses = 10;
/** Causes of causes. */
export const maxCauseDepth = 5;
