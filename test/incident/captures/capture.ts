/**
 * An incident, or a time without one, declared as data: what was deployed when, what came in, how the logs
 * left CloudWatch, what is to blame.
 */

import type { FindingCode } from "../../../core/findings/finding.ts";
import type { Gap } from "../../../incident/model/model.ts";
import type { SandboxOptions } from "../../../sandbox/index.ts";
import type { Choice } from "../../incidents/packages.ts";
import type { Tree } from "../../support/layer-run.ts";
import type { ExportShape } from "./export.ts";

/** What a root holds. Later members change what earlier ones have put there. */
export interface RootSpec {
  /** The name of an ordinary function or root of test/silence whose installed files come first. */
  readonly ordinary?: OrdinaryFiles;
  readonly files?: Tree;
  /** A set of test/incidents/packages, and the folder of the root that gets its packages. */
  readonly sets?: readonly (readonly [set: string, folder: string, choice?: Choice])[];
  /** Files or folders moved; what is there already is replaced. */
  readonly moved?: readonly (readonly [from: string, to: string])[];
  /** Files cut to so many bytes. */
  readonly cut?: readonly (readonly [path: string, bytes: number])[];
  readonly removed?: readonly string[];
}

export type OrdinaryFiles =
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "layer"; readonly name: string }
  | { readonly kind: "runtime" };

/** One version of one function as it was deployed, and the environments that ran it from some hour on. */
export interface Deployment {
  readonly functionName: string;
  readonly functionVersion: string;
  /** Whole hours before the end of the capture. */
  readonly hoursAgo: number;
  readonly task: RootSpec;
  readonly layers?: readonly RootSpec[];
  readonly runtime?: RootSpec;
  /** As INIT_START names it. Default `nodejs:24.v18`. */
  readonly runtimeVersion?: string;
  /** Lambda's Node line. Default: the Node that runs the test. */
  readonly nodeLine?: 22 | 24;
  readonly options?: Pick<SandboxOptions, "handler" | "logFormat" | "timeoutMs" | "memoryMb" | "env">;
  /** One invocation each, for every environment. */
  readonly events: readonly unknown[];
  /** How many environments ran it. Default 1. */
  readonly environments?: number;
}

export interface Blamed {
  /** Any of these names the cause: if one collision shows as two findings, either is right. */
  readonly code: FindingCode | readonly FindingCode[];
  readonly package: string;
}

export interface Capture {
  readonly name: string;
  /** One sentence. */
  readonly happened: string;
  readonly kind: "incident" | "healthy" | "unrelated";
  /** In the order of time. */
  readonly deployments: readonly Deployment[];
  readonly shape: ExportShape;
  /** What must come first; null where no collision may be blamed. */
  readonly cause: Blamed | null;
  /** A healthy function that handles errors and logs them as errors: these have an answer of their own. */
  readonly logsErrors?: true;
  /** What its logs lack, apart from what the shape leaves out. */
  readonly gaps?: readonly Gap["kind"][];
  /** Index of the deployment whose first event is when it began. */
  readonly since?: number;
  /** What is between the last good and the first bad deployment. */
  readonly between?: "deploy" | "layer-change" | "runtime-update";
}
