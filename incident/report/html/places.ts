import type { Cause, ExplainedError } from "../../analysis/analysis.ts";

/** The findings and errors that the page has a place for: only to these do links lead. */
export interface Places {
  readonly causes: ReadonlySet<Cause>;
  readonly errors: ReadonlySet<ExplainedError>;
}
