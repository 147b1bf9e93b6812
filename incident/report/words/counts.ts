/** How many invocations failed, as every report writes it. */
import { counted, number, share } from "../../../page/counts.ts";
import type { Rate } from "../../analysis/rate.ts";

/** `40 of 140 failed (29%)` */
export function failures(failed: number, invocations: number): string {
  if (invocations === 0) return "no line shows an invocation";
  return `${number(failed)} of ${counted(invocations, "invocation")} failed (${share(failed, invocations)})`;
}

/** `8 of 10 invocations failed` */
export function rateText({ invocations, failed }: Rate): string {
  return `${number(failed)} of ${counted(invocations, "invocation")} failed`;
}
