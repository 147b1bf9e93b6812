/** `error` breaks or will break the function, `warning` deserves a look, `info` needs no action. */
export type Severity = "error" | "warning" | "info";

/** The worst first. */
export const severities: readonly Severity[] = ["error", "warning", "info"];

/** The place of each in that order, for comparisons: the least is the worst. */
export const severityOrder = { error: 0, warning: 1, info: 2 } as const satisfies Record<Severity, number>;
