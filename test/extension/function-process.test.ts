import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runsStill } from "../../extension/function-process.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
mkdirSync(join(folder, "outcrop"));
writeFileSync(join(folder, "outcrop/shim.cjs"), "");
afterAll(() => rmSync(folder, { recursive: true }));

const program = "process.stdin.resume(); console.log('runs')";

describe("the function's process", () => {
  it("runs until it has ended", async () => {
    const child = spawn(process.execPath, ["--require", join(folder, "outcrop/shim.cjs"), "--eval", program]);
    await once(child.stdout, "data");
    expect(runsStill(child.pid ?? 0)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(runsStill(child.pid ?? 0)).toBe(false);
  });

  it("is not another one with its number", async () => {
    const child = spawn(process.execPath, ["--eval", program]);
    await once(child.stdout, "data");
    expect(runsStill(child.pid ?? 0)).toBe(false);
    child.kill("SIGKILL");
    await once(child, "exit");
  });
});
