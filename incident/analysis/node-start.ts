/** An error that kept Node from starting: the loader's words say why (incident/model/loader-line.ts). */
import type { DistinctError } from "../model/model.ts";

export interface NodeStart {
  /** The library, as the loader names it. */
  readonly file: string;
  readonly reason: string;
}

const words = /^error while loading shared libraries: ([^\s:]{1,1000}): ([^\n]{1,1000})$/;

export function nodeStart({ kind, message }: Pick<DistinctError, "kind" | "message">): NodeStart | null {
  const [, file, reason] = (kind === "init" && words.exec(message ?? "")) || [];
  return file === undefined || reason === undefined ? null : { file, reason };
}
