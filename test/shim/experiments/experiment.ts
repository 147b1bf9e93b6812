/**
 * A tiny program that prints all it can see of one thing. The output must be the same in bare Node and with
 * the shim.
 */
export interface Experiment {
  readonly name: string;
  /** The program's text, or the name of a file of the tree. */
  readonly program: string;
  readonly type: "cjs" | "mjs";
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the shim has reason to stay out of the process. Default false. */
  readonly unobserved?: boolean;
}

type More = Omit<Experiment, "name" | "program" | "type">;

export const cjs = (name: string, program: string, more: More = {}): Experiment => ({
  name,
  program,
  type: "cjs",
  ...more,
});
export const mjs = (name: string, program: string, more: More = {}): Experiment => ({
  name,
  program,
  type: "mjs",
  ...more,
});

/** What is known to differ, and why. One that no longer does is a failed test. */
export interface DeclaredDifference {
  readonly theme: string;
  readonly name: string;
  readonly lines: readonly number[];
  readonly reason: string;
}
