import type { Environment } from "../../incident/model/model.ts";

/** `nodejs24.x`, by the Node of an environment; null if its lines do not name one. */
export function runtimeNameOf({
  facts,
  runtimeVersion,
}: Pick<Environment, "facts" | "runtimeVersion">): string | null {
  const major =
    /^v?(\d+)\./.exec(facts?.nodeVersion ?? "")?.[1] ?? /^nodejs:(\d+)\./.exec(runtimeVersion ?? "")?.[1];
  return major === undefined ? null : `nodejs${major}.x`;
}
