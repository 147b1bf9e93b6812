import { type Finding, findingKinds } from "../findings/finding.ts";

/** A native file that did not load, and no other was loaded instead. The function may have handled that. */
export function didNotLoad({ code, severity, evidence }: Finding): boolean {
  const isNative = findingKinds[code].family === "architecture" && severity !== "info";
  return isNative && "outcome" in evidence && evidence.outcome === "failed";
}
