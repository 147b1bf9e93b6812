/** How many of some invocations failed. */
export interface Rate {
  readonly invocations: number;
  readonly failed: number;
}

/** From 0 to 1; 0 without an invocation. */
export function shareFailed({ invocations, failed }: Rate): number {
  return invocations === 0 ? 0 : failed / invocations;
}

/** Without what else the object holds. */
export function rateOf({ invocations, failed }: Rate): Rate {
  return { invocations, failed };
}
