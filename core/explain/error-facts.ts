/** What is known of an error, wherever it was seen: in the process, or in its logs. */
import type { MissingName } from "./code/missing-name.ts";
import type { Thrown } from "./thrown.ts";
import type { Trace } from "./trace.ts";

export interface ErrorFacts {
  readonly name: string;
  readonly code: string | null;
  /** Only what Node's module loader wrote, or a quotation of it. */
  readonly loaderMessage: string | null;
  /** Its message, where the logs have it. */
  readonly text: string | null;
  /** What V8 or the linker says is missing. */
  readonly missing: MissingName | null;
  readonly thrown: Thrown;
  readonly trace: Trace;
  /**
   * The packages that the expression which failed calls, of those that were asked about; null where the code
   * could not be read.
   */
  readonly called: ReadonlySet<string> | null;
  /**
   * What that expression begins with: `event` of `event.order.city`, whatever name the code that failed has for
   * it. Null where it is not known.
   */
  readonly begins: string | null;
  /**
   * The packages with two copies of which the one got something of the other (exchanged.ts); null if no one
   * looked.
   */
  readonly exchanged: ReadonlySet<string> | null;
  /** What the code of the findings' copies says about the missing name; empty if no one looked. */
  readonly inCode: readonly NameInCode[];
}

/** What the code of the package's copies says about the missing name; null if no one looked. */
export function nameInCode({ inCode }: ErrorFacts, packageName: string): NameInCode | null {
  return inCode.find((one) => one.package === packageName) ?? null;
}

/** Whether the code of two copies has the missing name. Null: it could not be read. */
export interface NameInCode {
  readonly package: string;
  readonly name: string;
  readonly winnerHas: boolean | null;
  readonly loserHas: boolean | null;
}
