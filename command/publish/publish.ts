/**
 * Region after region: look at what is there, then do what is missing. No state is kept: the service's
 * answers tell a later run where this one ended, so it goes on from there. A failure ends its region; one
 * that every region would meet ends the run.
 */
import { type AwsCli, AwsError } from "./aws-cli.ts";
import { type Content, type Layer, listRegions } from "./calls.ts";
import { shellText, versionOf } from "./command.ts";
import { planSteps, type Step } from "./plan.ts";
import {
  layerVersionArn,
  nothingPublished,
  type Published,
  readPublished,
  type Wanted,
} from "./published.ts";

export interface PublishRequest {
  readonly name: string;
  readonly regions: readonly string[];
  readonly profile: string | null;
  readonly content: Content;
  readonly wanted: Wanted;
  /** Without it nothing is called that writes. */
  readonly execute: boolean;
}

export interface RegionReport {
  readonly region: string;
  /**
   * `planned`: a dry run would change something. `present`: the version was there before this run, whatever
   * else was missing.
   */
  readonly status: "published" | "present" | "planned" | "failed";
  /** Null while no version with this content is known. */
  readonly arn: string | null;
  readonly version: number | null;
  /** What was done, or in a dry run would be. */
  readonly changes: readonly string[];
  /** Why it failed. */
  readonly reason: string | null;
  /** The calls that found out what is there, as text for a shell. */
  readonly lookUps: readonly string[];
  /**
   * The calls that a dry run leaves out, likewise; without a CLI or credentials those for a region where
   * nothing is published.
   */
  readonly commands: readonly string[];
}

const unsupportedArchitectures = /CompatibleArchitectures are not supported/i;

/** @throws AwsError when the regions cannot be listed */
export async function enabledRegions(aws: AwsCli, profile: string | null): Promise<string[]> {
  const answer = await aws.json(listRegions(profile));
  if (
    !Array.isArray(answer) ||
    answer.length === 0 ||
    !answer.every((region) => typeof region === "string" && isRegion(region))
  ) {
    throw new AwsError("aws ec2 describe-regions answered no list of regions");
  }
  return (answer as string[]).sort();
}

/** Of every partition: eu-central-1, us-gov-west-1, cn-north-1, us-isob-east-1, eusc-de-east-1. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text);
}

export async function publishEverywhere(
  aws: AwsCli,
  request: PublishRequest,
  onReport: (report: RegionReport) => void,
): Promise<RegionReport[]> {
  const reports: RegionReport[] = [];
  let obstacle: string | null = null;
  for (const region of request.regions) {
    const layer: Layer = { name: request.name, region, profile: request.profile };
    const outcome: Outcome =
      obstacle === null
        ? await publishIn(aws, layer, request)
        : { report: untried(layer, request, obstacle), obstacle };
    obstacle = outcome.obstacle;
    reports.push(outcome.report);
    onReport(outcome.report);
  }
  return reports;
}

interface Outcome {
  readonly report: RegionReport;
  /** What every other region would meet too. */
  readonly obstacle: string | null;
}

async function publishIn(aws: AwsCli, layer: Layer, request: PublishRequest): Promise<Outcome> {
  const before = aws.called.length;
  let published: Published;
  try {
    published = await readPublished(aws, layer, request.wanted);
  } catch (error) {
    const { message: reason, everywhere } = asAwsError(error);
    const lookUps = aws.called.slice(before);
    if (everywhere) return { report: unread(layer, request, reason, lookUps), obstacle: reason };
    return { report: report(layer.region, "failed", null, { reason, lookUps }), obstacle: null };
  }
  const lookUps = aws.called.slice(before);
  const steps = planSteps(layer, request.content, request.wanted, published);
  const arn = published.version?.arn ?? null;
  if (request.execute) return execute(aws, layer.region, steps, { arn, lookUps });
  return { report: planned(layer.region, steps, { arn, lookUps }), obstacle: null };
}

interface Found {
  readonly arn: string | null;
  readonly lookUps: readonly string[];
}

async function execute(
  aws: AwsCli,
  region: string,
  steps: readonly Step[],
  { arn: present, lookUps }: Found,
): Promise<Outcome> {
  let arn = present;
  const changes: string[] = [];
  try {
    for (const step of steps) {
      const { answer, change } = await runStep(aws, step, arn);
      if (step.publishes) {
        if (!layerVersionArn.test(answer))
          throw new AwsError("aws lambda publish-layer-version answered no ARN");
        arn = answer;
      }
      changes.push(change);
    }
  } catch (error) {
    const { message, everywhere } = asAwsError(error);
    const reason = `${steps[changes.length]?.change}: ${message}`;
    return {
      report: report(region, "failed", arn, { changes, reason, lookUps }),
      obstacle: everywhere ? message : null,
    };
  }
  return {
    report: report(region, present === null ? "published" : "present", arn, { changes, lookUps }),
    obstacle: null,
  };
}

/**
 * A region without arm64 takes no compatible architectures; the service says so and asks to send the request
 * again without them. They filter a list and a console's choice; any function may still use the version.
 */
async function runStep(
  aws: AwsCli,
  step: Step,
  arn: string | null,
): Promise<{ answer: string; change: string }> {
  const { change, command, withoutArchitectures } = step;
  try {
    return { answer: (await aws.text(command, arn)).trim(), change };
  } catch (error) {
    const { code, message } = asAwsError(error);
    const unsupported = code === "InvalidParameterValueException" && unsupportedArchitectures.test(message);
    if (withoutArchitectures === null || !unsupported) throw error;
    return {
      answer: (await aws.text(withoutArchitectures, arn)).trim(),
      change: `${change} without architectures`,
    };
  }
}

function planned(region: string, steps: readonly Step[], { arn, lookUps }: Found): RegionReport {
  const plan = { lookUps, changes: steps.map(({ change }) => change), commands: shellLines(steps) };
  return report(region, steps.length === 0 ? "present" : "planned", arn, plan);
}

function untried(layer: Layer, request: PublishRequest, obstacle: string): RegionReport {
  return unread(layer, request, `not tried: ${obstacle}`, []);
}

function unread(
  layer: Layer,
  request: PublishRequest,
  reason: string,
  lookUps: readonly string[],
): RegionReport {
  const steps = request.execute
    ? []
    : planSteps(layer, request.content, request.wanted, nothingPublished(request.wanted));
  return report(layer.region, "failed", null, { reason, lookUps, commands: shellLines(steps) });
}

function shellLines(steps: readonly Step[]): string[] {
  return steps.map(({ command, publishes }) =>
    publishes ? `arn=$(${shellText(command)})` : shellText(command),
  );
}

function report(
  region: string,
  status: RegionReport["status"],
  arn: string | null,
  rest: Partial<RegionReport>,
): RegionReport {
  const version = arn === null ? null : Number(versionOf(arn));
  return { region, status, arn, version, changes: [], reason: null, lookUps: [], commands: [], ...rest };
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  throw error;
}
