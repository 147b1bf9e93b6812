/** Faults of the platform that a sandbox can be asked for. Lambda has shown each of them, or may. */

export interface SandboxFaults {
  readonly calls?: readonly CallFault[];
  /**
   * What is posted to a telemetry listener instead of a batch, itself a JSON array as text: nothing, the
   * batch, several. Called in their order.
   */
  deliver?(batch: string): readonly string[];
  /**
   * How long after its deadline an invocation is cut off, ms. Lambda does it at once: this shows how long
   * what is too slow would have taken.
   */
  readonly overtimeMs?: number;
}

/** What becomes of an extension's call instead of its answer. */
export interface CallFault {
  readonly call: "register" | "next" | "telemetry";
  /**
   * Which calls of that kind in the environment's life, counted from 1: `from` to `to`. Default: the first
   * alone.
   */
  readonly from?: number;
  readonly to?: number;
  readonly becomes: Mishap;
}

export type Mishap =
  /**
   * The platform has not seen the call: another answer, bytes that need not be HTTP before the connection
   * ends, a reset, silence.
   */
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  | { readonly kind: "bytes"; readonly bytes: string }
  | { readonly kind: "reset" }
  | { readonly kind: "silence" }
  /**
   * It has, and answers late, with another body, or with a part of the answer before a reset: none of it, or
   * its head and half its body.
   */
  | { readonly kind: "late"; readonly ms: number }
  | { readonly kind: "body"; change(body: string): string }
  | { readonly kind: "cut"; readonly part: "nothing" | "half" }
  /**
   * It has, and the answer comes in other bytes, one by one where it trickles. The connection stays open
   * where only they say where it ends.
   */
  | {
      readonly kind: "bytes-for";
      readonly trickle?: boolean;
      answer(body: string, identifier: string): RawAnswer;
    };

export interface RawAnswer {
  readonly bytes: Buffer;
  readonly isKept: boolean;
}
