/** An account and a command for the tests of publishing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { FakeAws, type Fault } from "./fake-aws.ts";
import { Publishing } from "./publishing.ts";

export const folder = mkdtempSync(join(tmpdir(), "publish-"));

export const everything = ["--accounts", "444455556666", "--public", "--ssm-parameter", "/layers/outcrop"];

export let aws: FakeAws;

export let outcrop: Publishing;

/** Every call of this operation, in one region or all. */
export function on(operation: string, fault: Fault, region?: string): void {
  aws.fault = (asked) =>
    asked.operation === operation && (region ?? asked.region) === asked.region ? fault : null;
}

export function inputOf(wanted: string): unknown {
  return aws.asked.find(({ operation }) => operation === wanted)?.input;
}

/** Starts the account for the tests of a file, and empties it before each. */
export function useAccount(): void {
  beforeAll(async () => {
    aws = await FakeAws.start();
  });
  beforeEach(() => {
    aws.reset("eu-central-1", "us-east-1");
    outcrop = new Publishing(aws, folder);
  });
  afterAll(() => {
    aws.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}
