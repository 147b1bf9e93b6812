/** `outcrop verify --account`: checks in an AWS account what Outcrop takes for true of AWS (docs/first-account.md). */
import { randomBytes } from "node:crypto";
import { Interruption } from "./shared/interruption.ts";
import { Account } from "./verify/account.ts";
import { findAll, type Made, removeAll } from "./verify/made.ts";
import { namesOf } from "./verify/names.ts";
import { choices, help, options, readOptions, type VerifyOptions } from "./verify/options.ts";
import { planText } from "./verify/plan.ts";
import { judgements, removalLines, reportText, type VerifyReport } from "./verify/report.ts";
import { verify } from "./verify/run.ts";
import { loadSdk, type Sdk } from "./verify/sdk.ts";

export { choices, help, options };

/** It was interrupted, or could not remove everything. */
const unfinished = 3;

/** @returns 0, 1 when a claim did not hold, 3 when it was not finished. @throws UsageError, CallError */
export async function run(parameters: readonly string[]): Promise<number> {
  const given = readOptions(parameters);
  if (given.does === "plan") return print(planText(given), 0);
  const sdk = await loadSdk();
  return given.does === "clean" ? clean(sdk, given) : execute(sdk, given);
}

async function clean(sdk: Sdk, given: VerifyOptions): Promise<number> {
  const account = new Account(sdk, given);
  const { made, problems } = await findAll(account);
  const removed = await removeAll(account, made);
  const isClean = problems.length === 0 && removed.every(({ problem }) => problem === null);
  if (given.format === "json")
    return print(JSON.stringify({ removed, problems }, null, 2), isClean ? 0 : unfinished);
  const lines = [...removalLines(removed), ...problems.map((problem) => `not looked for: ${problem}`)];
  return print(lines.join("\n"), isClean ? 0 : unfinished);
}

async function execute(sdk: Sdk, given: VerifyOptions): Promise<number> {
  const interruption = new Interruption(() => progress("stopping, and removing what was made"));
  const account = new Account(sdk, given, interruption.signal);
  const region = await account.lambda.config.region();
  const { Account: id = "" } = await account.call("sts:GetCallerIdentity", (sent) =>
    account.sts.send(new sdk.sts.GetCallerIdentityCommand({}), sent),
  );
  const names = namesOf(randomBytes(4).toString("hex"));
  const made: Made[] = [];
  progress(`run ${names.run} in account ${id}, ${region}`);
  const parts = {
    account,
    region,
    names,
    options: given,
    note: (one: Made) => void made.push(one),
    progress,
  };
  let claims: VerifyReport["claims"] = [];
  let removed: VerifyReport["removed"] = [];
  try {
    claims = judgements(await verify(parts));
  } finally {
    // The signal of the first Ctrl-C must not end this. A second one ends the process.
    if (!given.keep) {
      progress("removing what was made");
      removed = await removeAll(new Account(sdk, given), made);
    }
    interruption.end();
  }
  const report: VerifyReport = {
    account: id,
    region,
    run: names.run,
    runtime: given.runtime,
    architecture: given.architecture,
    interrupted: interruption.stopped,
    claims,
    kept: given.keep,
    removed,
  };
  const text = given.format === "json" ? JSON.stringify(report, null, 2) : reportText(report);
  return print(text, exitCode(report));
}

function exitCode({ claims, removed, interrupted }: VerifyReport): number {
  if (interrupted || removed.some(({ problem }) => problem !== null)) return unfinished;
  return claims.some(({ verdict }) => verdict === "did not hold") ? 1 : 0;
}

/** Minutes pass: each step is named on stderr. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(text: string, code: number): number {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return code;
}
