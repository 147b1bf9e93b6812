/** `outcrop verify --account` in a process of its own, against an account on this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { VerifyReport } from "../../../command/verify/report.ts";
import { FakeAccount } from "./fake-account.ts";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export let aws: FakeAccount;
let folder: string;

/** A new account for each test. */
export function useAccount(): void {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "verify-"));
    aws = await FakeAccount.start(folder);
  });
  afterEach(async () => {
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

export function start(...parameters: string[]): ChildProcess {
  const all = [resolve("command/outcrop.ts"), "verify", "--account", ...parameters];
  const env = {
    PATH: process.env["PATH"],
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYSECRET",
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
    HOME: folder,
  };
  return spawn(process.execPath, all, { env, stdio: ["ignore", "pipe", "pipe"] });
}

export function ended(child: ChildProcess): Promise<Run> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  return new Promise((done) => child.once("close", (code) => done({ code, stdout, stderr })));
}

export const outcrop = (...parameters: string[]): Promise<Run> => ended(start(...parameters));

/** With `--execute`: the exit code, the report, and the verdict of each claim. */
export async function execute(...parameters: string[]) {
  const run = await outcrop("--execute", "--format", "json", "--wait", "20", ...parameters);
  const report = reportOf(run);
  return { ...run, report, verdicts: verdictsOf(report) };
}

export function reportOf({ stdout, stderr }: Run): VerifyReport {
  if (!stdout.startsWith("{")) throw new Error(`no report: ${stdout}${stderr}`);
  return JSON.parse(stdout) as VerifyReport;
}

export const verdictsOf = ({ claims }: VerifyReport): Record<string, string> =>
  Object.fromEntries(claims.map(({ id, verdict }) => [id, verdict]));

/** Calls of these operations fail, or hang. */
export function on(operations: readonly string[], fault: ReturnType<FakeAccount["fault"]>): void {
  aws.fault = ({ operation }) => (operations.includes(operation) ? fault : null);
}
