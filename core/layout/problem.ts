/** Something in the deployed function that cannot be used. Never fatal; reported once for each path. */
export interface Problem {
  readonly path: string;
  /** A plain clause without a full stop, for example "is larger than 1 MiB". */
  readonly what: string;
}

export type OnProblem = (problem: Problem) => void;
