import type { Answer, Summary } from "./analysis.ts";
import type { Judgement } from "./judgement.ts";

/** An answer that names no cause yet. */
export function answer(
  verdict: Answer["verdict"],
  summary: Summary,
  { confidence, because, missing }: Judgement,
  since: number | null = null,
): Answer {
  return { verdict, summary, cause: null, since, ended: null, fix: null, confidence, because, missing };
}
