/** The error a runtime posts: `{errorType, errorMessage, trace}`. */
export function asError(body: string | undefined): {
  errorType?: string;
  errorMessage?: string;
  trace?: string[];
} {
  try {
    const value: unknown = JSON.parse(body ?? "null");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
