/** An account, credentials for it and a folder, for the tests of a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type FleetReport, reportJson } from "../../../command/attach/fleet-report.ts";
import { readAttach, readDetach } from "../../../command/attach/options.ts";
import { reportText } from "../../../command/attach/report.ts";
import { attach } from "../../../command/attach.ts";
import { detach } from "../../../command/detach.ts";
import { Random } from "../../fuzz/random.ts";
import { useCredentials } from "./credentials.ts";
import { FakeFunction, type Made } from "./fake-function.ts";
import { FakeLambda } from "./fake-lambda.ts";
import { TestClock } from "./fleet-run.ts";

export const folder = mkdtempSync(join(tmpdir(), "attach-"));
export const zip = join(folder, "layer.zip");
export let record: string;
export let aws: FakeLambda;

let count = 0;

export function useAccount(): void {
  beforeAll(async () => {
    aws = await FakeLambda.start();
    useCredentials(aws.url, folder);
    writeFileSync(zip, "PKone");
  });
  beforeEach(() => {
    aws.reset([]);
    record = join(folder, `record-${count++}.json`);
  });
  afterAll(() => {
    aws.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

export function given(...made: readonly Made[]): FakeFunction[] {
  const functions = made.map((one) => new FakeFunction(one));
  aws.reset(functions);
  return functions;
}

export async function runAttach(...parameters: string[]): Promise<FleetReport> {
  const layer = parameters.includes("--layer-arn") ? [] : ["--zip", zip];
  return attach(readAttach([...layer, "--record", record, ...parameters]), new TestClock(new Random(1)));
}

export async function runDetach(...parameters: string[]): Promise<FleetReport> {
  const kept = parameters.includes("--no-record") ? [] : ["--record", record];
  return detach(readDetach([...kept, ...parameters]), new TestClock(new Random(1)));
}

/** What a report says about each function, by its name. */
export function said(
  report: FleetReport,
): Record<string, { plan: string; code: string | null; why: string | null }> {
  const { functions } = JSON.parse(reportJson(report)) as {
    functions: { name: string; plan: string; code: string | null; why: string | null }[];
  };
  return Object.fromEntries(functions.map(({ name, plan, code, why }) => [name, { plan, code, why }]));
}

export function everythingSaid(report: FleetReport): string {
  return `${reportText(report)}${reportJson(report)}`;
}
