/**
 * Region after region: look at what is there, then do what is missing. No state is kept: the service's
 * answers show a later run where this one ended. A failure ends its region; one that every region would meet
 * ends the run.
 */
import { CallError } from "../shared/call-error.ts";
import type { Permission } from "./permission.ts";
import { changesOf, planFor, type Wanted } from "./plan.ts";
import { type Content, Region, versionOf } from "./region.ts";
import { loadLambda, loadSsm } from "./sdk.ts";

export interface PublishRequest {
  readonly layer: string;
  readonly regions: readonly string[];
  readonly profile: string | null;
  /** Where the content comes from: absolute, for the report. */
  readonly path: string;
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
}

/** @throws Error when the SDK is not installed */
export async function publishEverywhere(
  request: PublishRequest,
  onReport: (report: RegionReport) => void,
): Promise<RegionReport[]> {
  const { layer, profile } = request;
  const sdk = { lambda: await loadLambda(), ssm: await loadSsm() };
  const reports: RegionReport[] = [];
  let obstacle: string | null = null;
  for (const name of request.regions) {
    const progress: Progress = { arn: null, status: "failed", changes: [] };
    let reason: string | null = obstacle === null ? null : `not tried: ${obstacle}`;
    try {
      if (reason === null) await publishIn(new Region(sdk, { name, layer, profile }), request, progress);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      progress.status = "failed";
      reason = error.message;
      if (error.everywhere) obstacle = reason;
    }
    const { arn, status, changes } = progress;
    const version = arn === null ? null : versionOf(arn);
    const report: RegionReport = { region: name, status, arn, version, changes, reason };
    reports.push(report);
    onReport(report);
  }
  return reports;
}

/** What is known of a region so far: a failure leaves it as it was then. */
interface Progress {
  arn: string | null;
  status: RegionReport["status"];
  readonly changes: string[];
}

/** @throws CallError */
async function publishIn(region: Region, request: PublishRequest, progress: Progress): Promise<void> {
  const plan = await planFor(region, request.wanted);
  progress.arn = plan.arn;
  progress.status = plan.arn === null ? "published" : "present";
  if (!request.execute) {
    progress.changes.push(...changesOf(plan));
    if (progress.changes.length > 0) progress.status = "planned";
    return;
  }
  const { arn, how } =
    plan.arn === null ? await publishVersion(region, request.content) : { arn: plan.arn, how: null };
  progress.arn = arn;
  if (how !== null) progress.changes.push(how);
  for (const permission of plan.permissions) {
    await permit(region, versionOf(arn), permission);
    progress.changes.push(`permit ${permission.statementId}`);
  }
  if (plan.parameter === null) return;
  await region.store(plan.parameter, arn);
  progress.changes.push(`store ${plan.parameter}`);
}

/**
 * A region without arm64 takes no compatible architectures; the service says so and asks to send the request
 * again without them. They filter a list and a console's choice; any function may still use the version.
 */
export async function publishVersion(
  region: Region,
  content: Content,
): Promise<{ arn: string; how: string }> {
  try {
    return { arn: await region.publish(content, { withArchitectures: true }), how: "publish" };
  } catch (error) {
    const message = error instanceof CallError ? error.message : "";
    if (!/CompatibleArchitectures are not supported/i.test(message)) throw error;
    const arn = await region.publish(content, { withArchitectures: false });
    return { arn, how: "publish without architectures" };
  }
}

async function permit(region: Region, version: number, permission: Permission): Promise<void> {
  try {
    await region.permit(version, permission);
  } catch (error) {
    // The SDK sends a request again when its answer was lost: then the conflict is with itself.
    const isConflict = error instanceof CallError && error.code === "ResourceConflictException";
    if (!isConflict || (await region.missing(version, [permission])).length > 0) throw error;
  }
}
