/** A sign and a style for each severity. Who sees no colours reads the sign; who listens hears only the word. */

export type Level = "error" | "warning" | "info";

export interface Sign {
  readonly sign: string;
  readonly style: "error" | "warning" | "good" | "calm";
}

export const severitySigns: Readonly<Record<Level, Sign>> = {
  error: { sign: "▲", style: "error" },
  warning: { sign: "◆", style: "warning" },
  info: { sign: "·", style: "calm" },
};
