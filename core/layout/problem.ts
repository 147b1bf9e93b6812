/** Something of the deployed function that could not be used as it is. Never fatal; told once per path. */
export interface Problem {
  readonly path: string;
  /** A plain clause without a full stop, for example "is larger than 1 MiB". */
  readonly what: string;
}

export type OnProblem = (problem: Problem) => void;
