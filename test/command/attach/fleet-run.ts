/** Attaches a fleet and detaches it again, with trouble, and checks every function after each run. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCode, type FleetReport, reportJson } from "../../../command/attach/fleet-report.ts";
import { readAttach, readDetach } from "../../../command/attach/options.ts";
import type { Clock } from "../../../command/attach/patience.ts";
import { type AttachRecord, RecordError } from "../../../command/attach/record.ts";
import { reportText } from "../../../command/attach/report.ts";
import { attach } from "../../../command/attach.ts";
import { detach } from "../../../command/detach.ts";
import { CallError } from "../../../command/shared/call-error.ts";
import { Random } from "../../fuzz/random.ts";
import type { FakeFunction } from "./fake-function.ts";
import { arnOf, type FakeLambda } from "./fake-lambda.ts";
import { expected, fleetOf, isMisfit, secret } from "./fleet.ts";
import { makeTrouble, type Others } from "./trouble.ts";

/** No waiting: time passes where someone sleeps. */
export class TestClock implements Clock {
  slept = 0;
  isDead = false;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  now(): number {
    return this.slept;
  }

  random(): number {
    return this.#random.below(1000) / 1000;
  }

  sleep(ms: number): Promise<void> {
    this.slept += ms;
    return new Promise((resolve) => (this.isDead ? undefined : setImmediate(resolve)));
  }
}

export interface Figures {
  readonly attachRuns: number;
  readonly detachRuns: number;
  readonly attached: number;
  readonly misfits: number;
  readonly changedByOthers: number;
  readonly requests: number;
}

interface Fleet {
  readonly aws: FakeLambda;
  readonly random: Random;
  readonly folder: string;
  readonly before: ReadonlyMap<string, Before>;
  readonly others: Others;
}

interface Before {
  readonly settings: FakeFunction["settings"];
  readonly isMisfit: boolean;
}

const newArn = arnOf("outcrop", 2);
const mostRuns = 12;

export async function proveFleet(
  aws: FakeLambda,
  folder: string,
  seed: number,
  size: number,
): Promise<Figures> {
  const random = new Random(seed * 7919 + 1);
  aws.reset(fleetOf(seed, size));
  aws.layers.set("outcrop", ["an older zip"]);
  const zip = join(folder, "layer.zip");
  writeFileSync(zip, `PK${seed}`);
  const record = join(folder, `record-${seed}.json`);
  const before = new Map(
    [...aws.functions.values()].map((one) => [one.name, { settings: one.settings, isMisfit: isMisfit(one) }]),
  );
  const others = { descriptions: new Map(), variables: new Map() };
  const fleet: Fleet = { aws, random, folder, before, others };
  const attachArguments = ["--all", "--execute", "--zip", zip, "--record", record];
  const attachRuns = await untilDone(fleet, record, () => {
    const request = readAttach(attachArguments);
    return { record: request.record, run: (clock) => attach(request, clock) };
  });
  let attached = 0;
  for (const one of aws.functions.values()) {
    const { isMisfit: isLeft } = beforeOf(fleet, one);
    if (!isLeft) {
      assert.deepEqual(one.settings, expected(earlier(fleet, one), newArn), `${seed} ${one.name}`);
      attached++;
    } else assert.deepEqual(one.settings, earlier(fleet, one), `${seed} ${one.name}`);
  }
  const detachArguments = ["--all", "--execute", "--record", record];
  const detachRuns = await untilDone(fleet, record, () => {
    const request = readDetach(detachArguments);
    return { record: request.record, run: (clock) => detach(request, clock) };
  });
  for (const one of aws.functions.values())
    assert.equal(JSON.stringify(one.kept), JSON.stringify(keptOf(fleet, one)), `${seed} ${one.name}`);
  return {
    attachRuns,
    detachRuns,
    attached,
    misfits: [...before.values()].filter((one) => one.isMisfit).length,
    changedByOthers: new Set([...others.descriptions.keys(), ...others.variables.keys()]).size,
    requests: aws.asked.length,
  };
}

interface Process {
  readonly record: AttachRecord | null;
  readonly run: (clock: Clock) => Promise<FleetReport>;
}

/** The same command until it has nothing left. Its first process ends in the middle. @returns the runs */
async function untilDone(fleet: Fleet, path: string, start: () => Process): Promise<number> {
  const { aws, random } = fleet;
  for (let runs = 1; runs <= mostRuns; runs++) {
    const clock = new TestClock(new Random(runs));
    process.env["AWS_ACCESS_KEY_ID"] = `AKIA${String(aws.asked.length).padStart(12, "0")}`;
    const { record, run } = start();
    const killed = new Promise<null>((resolve) => {
      const onKill = (): void => {
        // A process that is no more waits for nothing and writes nothing.
        clock.isDead = true;
        const ended = (): never => {
          throw new RecordError("killed");
        };
        if (record !== null) Object.assign(record, { keep: ended, note: ended });
        resolve(null);
      };
      const killAfter = runs === 1 ? random.below(fleet.before.size / 2) : null;
      makeTrouble(aws, random.below(2 ** 31), killAfter, { every: 20, others: fleet.others, onKill });
    });
    const report = await Promise.race([run(clock).catch(unlessOfAws), killed]);
    checkAll(fleet, path, report);
    if (report !== null && exitCode(report) === 0) return runs;
  }
  throw new Error(`not done after ${mostRuns} runs`);
}

/** Then nothing could be read, or the layer not be published: the next run tries again. */
function unlessOfAws(error: unknown): null {
  if (error instanceof CallError) return null;
  throw error;
}

/** Every function is as it was or as wanted, whatever went wrong, and nothing secret is said or kept. */
function checkAll(fleet: Fleet, record: string, report: FleetReport | null): void {
  for (const one of fleet.aws.functions.values()) {
    const was = earlier(fleet, one);
    const settings = sorted(one.settings);
    if (settings !== sorted(was)) assert.equal(settings, sorted(expected(was, newArn)), one.name);
  }
  const said = report === null ? "" : `${reportText(report)}${reportJson(report)}`;
  const kept = existsSync(record) ? readFileSync(record, "utf8") : "";
  assert.ok(!`${said}${kept}`.includes(secret));
}

function beforeOf({ before }: Fleet, { name }: FakeFunction): Before {
  const found = before.get(name);
  assert.ok(found);
  return found;
}

/** What was, with what others changed since. */
function earlier(fleet: Fleet, one: FakeFunction): FakeFunction["settings"] {
  const { layers, variables } = beforeOf(fleet, one).settings;
  return { layers, variables: { ...variables, ...fleet.others.variables.get(one.name) } };
}

function keptOf(fleet: Fleet, one: FakeFunction): object {
  return one.keptWith(earlier(fleet, one), fleet.others.descriptions.get(one.name) ?? "");
}

function sorted({ layers, variables }: FakeFunction["settings"]): string {
  return JSON.stringify([layers, Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
