/** What a run makes is found again by its name: `outcrop-verify-` and the run's id. */
export const prefix = "outcrop-verify-";
export const rolePath = "/outcrop-verify/";
export const tags = { "outcrop:verify": "may be deleted" } as const;

/** The functions differ in how Lambda writes their logs. */
export const formats = ["text", "json", "levels"] as const;
export type Format = (typeof formats)[number];

export interface Names {
  /** The start of every other name. */
  readonly run: string;
  readonly role: string;
  readonly layer: string;
  readonly probeLayer: string;
  readonly dashboard: string;
  readonly functions: Readonly<Record<Format, string>>;
}

/** @param id eight hex digits */
export function namesOf(id: string): Names {
  const run = `${prefix}${id}`;
  return {
    run,
    role: run,
    layer: `${run}-layer`,
    probeLayer: `${run}-probe`,
    dashboard: `${run}-dashboard`,
    functions: { text: `${run}-text`, json: `${run}-json`, levels: `${run}-levels` },
  };
}

export const logGroupOf = (functionName: string): string => `/aws/lambda/${functionName}`;
