/** What a run would do with one function, or why it leaves it alone. */
import type { Settings } from "./settings.ts";

export type Does = "attach" | "replace" | "detach" | "restore" | "put back";

/** Stable names, for programs and for counting. */
export type SkipCode =
  | "replica"
  | "image"
  | "other-runtime"
  | "old-runtime"
  | "variables-unreadable"
  | "state"
  | "update-failed"
  | "five-layers"
  | "variables-too-large"
  | "too-large"
  | "signing";

export type Verdict =
  | { readonly kind: "change"; readonly does: Does; readonly to: Settings }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "skip"; readonly code: SkipCode; readonly why: string };

export function skip(code: SkipCode, why: string): Verdict {
  return { kind: "skip", code, why };
}

/** Of each reason, for the summary: what the functions that it counts have in common. */
export const skipNames: Readonly<Record<SkipCode, string>> = {
  replica: "replica of Lambda@Edge",
  image: "container image",
  "other-runtime": "not Node",
  "old-runtime": "runtime older than nodejs22.x",
  "variables-unreadable": "variables that cannot be read",
  state: "state that takes no update",
  "update-failed": "last update failed",
  "five-layers": "five layers already",
  "variables-too-large": "variables over 4 KB",
  "too-large": "code and layers over 250 MB",
  signing: "only signed layers allowed",
};
