import type { Environment } from "../../incident/model/model.ts";

/** `nodejs24.x`, by the Node of an environment; null if its lines do not name one. */
export function runtimeNameOf({
  facts,
  runtimeVersion,
}: Pick<Environment, "facts" | "runtimeVersion">): string | null {
  const [, major] = /^nodejs:(\d+)\./.exec(runtimeVersion ?? "") ?? [];
  return nodeRuntime(facts?.nodeVersion ?? "") ?? (major === undefined ? null : `nodejs${major}.x`);
}

/** `nodejs24.x` of `v24.4.1`; null for anything else than a version. */
export function nodeRuntime(version: string): string | null {
  const [, major] = /^v?(\d+)\./.exec(version) ?? [];
  return major === undefined ? null : `nodejs${major}.x`;
}
