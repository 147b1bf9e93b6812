/**
 * An account that the fake `aws` answers for, in a folder of its own, and `outcrop publish` run against it.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RegionReport } from "../../../command/publish/publish.ts";
import type { Account, Call, Fault, RegionState } from "./fake-aws.ts";

const entry = join(import.meta.dirname, "../../../command/outcrop.ts");
const fakeAws = join(import.meta.dirname, "fake-aws.ts");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class FakeAccount {
  readonly folder = mkdtempSync(join(tmpdir(), "publish-layer-"));
  readonly env: NodeJS.ProcessEnv;

  constructor(regions: readonly string[], { pageSize = 50 } = {}) {
    mkdirSync(join(this.folder, "bin"));
    writeFileSync(join(this.folder, "bin/aws"), `#!/bin/sh\nexec '${process.execPath}' '${fakeAws}' "$@"\n`);
    chmodSync(join(this.folder, "bin/aws"), 0o755);
    this.env = { PATH: `${join(this.folder, "bin")}:/usr/bin:/bin`, FAKE_AWS: this.folder };
    this.account = {
      regions: Object.fromEntries(
        regions.map((region): [string, RegionState] => [region, { layers: {}, parameters: {} }]),
      ),
      faults: [],
      pageSize,
    };
  }

  get account(): Account {
    return JSON.parse(readFileSync(join(this.folder, "account.json"), "utf8"));
  }

  set account(account: Account) {
    writeFileSync(join(this.folder, "account.json"), JSON.stringify(account));
  }

  fault(...faults: Fault[]): void {
    this.account = { ...this.account, faults };
  }

  /** @returns its path */
  zip(content: string, name = "layer.zip"): string {
    const path = join(this.folder, name);
    writeFileSync(path, `PK${content}`);
    return path;
  }

  /** The calls since they were asked for last. */
  calls(): Call[] {
    const file = join(this.folder, "calls.jsonl");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    rmSync(file);
    return lines.map((line) => JSON.parse(line));
  }

  /** Those that change something. */
  writes(): string[][] {
    return this.calls()
      .map(({ argv }) => argv)
      .filter(([, operation = ""]) => /^(publish|add|put)-/.test(operation));
  }

  run(parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry, "publish", ...parameters], {
      env: { ...this.env, ...env },
      encoding: "utf8",
    });
    return { code: status, stdout, stderr };
  }

  /** With `--json`. */
  reports(
    parameters: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): { code: number | null; regions: Record<string, RegionReport> } {
    const { code, stdout } = this.run([...parameters, "--json"], env);
    const { regions } = JSON.parse(stdout) as { regions: RegionReport[] };
    return { code, regions: Object.fromEntries(regions.map((report) => [report.region, report])) };
  }

  sh(script: string): Run {
    const { status, stdout, stderr } = spawnSync("sh", [], {
      input: script,
      env: this.env,
      encoding: "utf8",
    });
    return { code: status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Its folder goes with the test. */
export function fakeAccount(...parameters: ConstructorParameters<typeof FakeAccount>): FakeAccount {
  const account = new FakeAccount(...parameters);
  onTestFinished(() => account.remove());
  return account;
}
