/** Vitest's global setup: the tests of shim, extension and sandbox run the built layer, so each run of tests builds it first, once. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Each project calls this, in one process and in its own instance of this module. */
const mark = "OUTCROP_BUILT_FOR_TESTS";

export default function build(): void {
  if (process.env[mark] === String(process.pid)) return;
  const root = fileURLToPath(new URL("..", import.meta.url));
  execFileSync(process.execPath, [`${root}/build/build.ts`, "--quiet"], { cwd: root, stdio: "inherit" });
  process.env[mark] = String(process.pid);
}
