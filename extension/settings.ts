/** The OUTCROP_ environment variables. All are optional. A bad value is reported, and the default is used. */

/** What each can be; the first is the default. */
export const choices = {
  OUTCROP_DETAIL: ["inventory", "packages", "modules", "findings"],
  OUTCROP_EMIT: ["each-invoke", "each-minute", "on-change"],
  OUTCROP_METRICS: ["sparse", "by-function"],
  OUTCROP_LOAD_TIME: ["0", "1"],
  OUTCROP_LOG_LEVEL: ["warn", "trace", "debug", "info", "error", "fatal", "silent"],
} as const;

type Name = keyof typeof choices;

export interface Settings {
  /**
   * How the loaded copies are written: all new ones in one `inventory` line, one `resolution` line for each
   * copy, one for each module, or not at all.
   */
  readonly detail: (typeof choices)["OUTCROP_DETAIL"][number];
  /** When `invocation` lines are written. */
  readonly emit: (typeof choices)["OUTCROP_EMIT"][number];
  /** Which metrics have the function as a dimension: those that are not zero, or all. */
  readonly metrics: (typeof choices)["OUTCROP_METRICS"][number];
  /** Whether the time that the init took is sampled, and written for each copy. */
  readonly loadTime: (typeof choices)["OUTCROP_LOAD_TIME"][number];
  /** Lowest level of the extension's own diagnostics that are written. */
  readonly logLevel: (typeof choices)["OUTCROP_LOG_LEVEL"][number];
}

/** @param report receives one sentence for each bad setting */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  report: (problem: string) => void,
): Settings {
  const choose = <N extends Name>(name: N): (typeof choices)[N][number] => {
    const allowed: readonly string[] = choices[name];
    const value = env[name];
    if (value === undefined || value === "") return choices[name][0];
    if (allowed.includes(value)) return value as (typeof choices)[N][number];
    report(`${name} must be one of ${allowed.join(", ")}; using ${allowed[0]}`);
    return choices[name][0];
  };
  return {
    detail: choose("OUTCROP_DETAIL"),
    emit: choose("OUTCROP_EMIT"),
    metrics: choose("OUTCROP_METRICS"),
    loadTime: choose("OUTCROP_LOAD_TIME"),
    logLevel: choose("OUTCROP_LOG_LEVEL"),
  };
}
