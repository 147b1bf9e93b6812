/**
 * Vitest's global setup: the tests of shim, extension and sandbox run the built layer, so a run of tests
 * builds it first, unless it is current: another run in the same checkout may be using it.
 */
import { execFileSync } from "node:child_process";
import { isCurrent } from "./built-from.ts";

export default function build(): void {
  if (!isCurrent()) execFileSync(process.execPath, ["build/build.ts", "--quiet"], { stdio: "inherit" });
}
