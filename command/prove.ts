/** `outcrop prove`: which repair ends the error of an event. */
import { chmodSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terminalPage } from "../page/text-page.ts";
import { OptionError } from "../sandbox/index.ts";
import { describeProof } from "./prove/describe-proof.ts";
import { checkLayer } from "./prove/observe.ts";
import { choices, help, options, proveRequest } from "./prove/options.ts";
import { proveEvent } from "./prove/prove-event.ts";
import { UsageError } from "./shared/usage.ts";

export { choices, help, options };

/** @returns 0 if a repair ends the error, otherwise 1. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const request = await proveRequest(parameters);
  if (request.incident.length === 0) checkLayer();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-prove-")));
  const interrupted = (): void => {
    remove(scratch);
    process.exit(130);
  };
  process.once("SIGINT", interrupted);
  const onStep = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`outcrop: replaying ${text}\n`);
  };
  try {
    const proof = await proveEvent(request, scratch, onStep);
    const text = request.json
      ? `${JSON.stringify(proof, null, 2)}\n`
      : describeProof(proof, terminalPage(process.stdout, process.env));
    process.stdout.write(text);
    return proof.verdict === "proved" ? 0 : 1;
  } catch (error) {
    throw error instanceof OptionError ? new UsageError(error.message) : error;
  } finally {
    process.off("SIGINT", interrupted);
    remove(scratch);
  }
}

/** Also folders that came without the right to write into them. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    open(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function open(folder: string): void {
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).isDirectory()) open(path);
  }
}
