/** `outcrop publish` in a process of its own, against an account on this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegionReport } from "../../../command/publish/publish.ts";
import type { FakeAws } from "./fake-aws.ts";

export const secrets = {
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYSECRET",
  AWS_SESSION_TOKEN: "FwoGZXIvYXdzEXAMPLETOKENFwoGZXIvYXdzEXAMPLETOKEN",
};

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Publishing {
  readonly zip: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(aws: FakeAws, folder: string) {
    this.zip = join(folder, "layer.zip");
    this.content("one");
    this.#env = {
      ...secrets,
      AWS_ENDPOINT_URL: aws.url,
      AWS_MAX_ATTEMPTS: "2",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      HOME: folder,
    };
  }

  /** What the zip holds from now on. */
  content(text: string | Buffer): void {
    writeFileSync(this.zip, typeof text === "string" ? `PK${text}` : text);
  }

  start(parameters: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const entry = join(import.meta.dirname, "../../../command/outcrop.ts");
    const all = [entry, "publish", "--zip", this.zip, ...parameters];
    return spawn(process.execPath, all, { env: { ...this.#env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  }

  run(parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
    const child = this.start(parameters, env);
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (chunk) => (stdout += chunk));
    child.stderr?.on("data", (chunk) => (stderr += chunk));
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
  }

  /** With `--json` and `--execute`: the exit code and a report for each region. */
  async execute(regions: string, ...parameters: string[]) {
    const { code, stdout } = await this.run(["--regions", regions, "--execute", "--json", ...parameters]);
    const { regions: reports } = JSON.parse(stdout) as { regions: RegionReport[] };
    return { code, reports, first: reports[0] };
  }
}
