/** The command line of `outcrop verify`, checked before anything is called. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { layerZip } from "../../core/own-files.ts";
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import { isRegion } from "../publish/enabled-regions.ts";
import { oneOf, parseOptions, UsageError } from "../shared/usage.ts";

export const help = `Usage: outcrop verify --account [options]

Checks in an AWS account what no test without one can show: whether AWS does what Outcrop takes
for true of it. Without --execute it changes nothing and calls nothing: it lists what it would
make, which claims it checks and what that costs. With --execute it makes three small functions,
invokes them, prints a table of what held, and removes all that it made, also after Ctrl-C.
Credentials and endpoints come from where the AWS SDK looks for them. docs/first-account.md
explains the claims.

  --account             check an account; needed
  --execute             do it
  --clean               remove what earlier runs have left, and nothing else
  --keep                leave everything, to look at the dashboard; --clean removes it later
  --region NAME         default: the region of the profile
  --profile NAME        a profile of ~/.aws/config, also with SSO
  --role ARN            an execution role for the functions, instead of a new one
  --layer ARN           a version of Outcrop's layer, instead of the zip that comes with this command
  --runtime NAME        ${[...runtimes].sort().join(", ")} (default: nodejs24.x)
  --architecture NAME   x86_64 or arm64 (default)
  --wait SECONDS        for logs and for metrics, each (default: 300)
  --format NAME         text (default) or json
  --help                this text

Examples:
  outcrop verify --account
  outcrop verify --account --execute --region eu-central-1
  outcrop verify --account --clean

Exit code: 0, 1 when a claim did not hold, 2 for a wrong call, 3 when it could not start, was
interrupted or could not remove everything.
`;

export const options = {
  account: { type: "boolean", default: false },
  execute: { type: "boolean", default: false },
  clean: { type: "boolean", default: false },
  keep: { type: "boolean", default: false },
  region: { type: "string" },
  profile: { type: "string" },
  role: { type: "string" },
  layer: { type: "string" },
  runtime: { type: "string", default: "nodejs24.x" },
  architecture: { type: "string", default: "arm64" },
  wait: { type: "string", default: "300" },
  format: { type: "string", default: "text" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const architectures = ["x86_64", "arm64"] as const;
const formatsOfReport = ["text", "json"] as const;

export const choices = {
  runtime: [...runtimes],
  architecture: [...architectures],
  format: [...formatsOfReport],
};

export interface VerifyOptions {
  readonly does: "plan" | "execute" | "clean";
  readonly keep: boolean;
  readonly region: string | undefined;
  readonly profile: string | null;
  /** ARNs; null where the run makes its own. */
  readonly role: string | null;
  readonly layer: string | null;
  /** The built layer. */
  readonly zip: string;
  readonly runtime: string;
  readonly architecture: (typeof architectures)[number];
  readonly waitMs: number;
  readonly format: (typeof formatsOfReport)[number];
}

/** @throws UsageError */
export function readOptions(parameters: readonly string[]): VerifyOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  if (!values.account) throw new UsageError("--account is missing: it says that an AWS account is checked");
  if (values.clean && (values.execute || values.keep))
    throw new UsageError("--clean is used alone: it removes what earlier runs have left");
  if (values.keep && !values.execute) throw new UsageError("--keep needs --execute");
  const { region, profile = null } = values;
  if (region !== undefined && !isRegion(region))
    throw new UsageError(`--region must be a region such as eu-central-1, not ${region}`);
  const zip = fileURLToPath(layerZip);
  if (values.execute && values.layer === undefined && !existsSync(zip))
    throw new UsageError("the layer's zip does not exist. Run npm run build, or name a version with --layer");
  const wait = Number(values.wait);
  if (!(wait >= 1 && wait <= 3_600)) throw new UsageError("--wait must be 1 to 3600 seconds");
  return {
    does: values.clean ? "clean" : values.execute ? "execute" : "plan",
    keep: values.keep,
    region,
    profile,
    role: arn("role", values.role, /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/),
    layer: arn("layer", values.layer, /^arn:[\w-]+:lambda:[\w-]+:\d{12}:layer:[\w-]{1,140}:\d{1,9}$/),
    zip,
    runtime: oneOf("runtime", values.runtime, runtimes),
    architecture: oneOf("architecture", values.architecture, architectures),
    waitMs: wait * 1000,
    format: oneOf("format", values.format, formatsOfReport),
  };
}

function arn(name: string, value: string | undefined, pattern: RegExp): string | null {
  if (value !== undefined && !pattern.test(value))
    throw new UsageError(`--${name} must be an ARN, not ${value}`);
  return value ?? null;
}
