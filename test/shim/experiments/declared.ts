/** The differences that remain, each with its reason. */
import type { DeclaredDifference } from "./experiment.ts";

export const declared: readonly DeclaredDifference[] = [];
