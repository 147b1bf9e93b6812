/** The command line of `outcrop publish`, checked before anything is called. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { layerZip } from "../../core/own-files.ts";
import { parseOptions, UsageError } from "../shared/usage.ts";
import { sourceDescription } from "./description.ts";
import { isRegion } from "./enabled-regions.ts";
import {
  accountPermission,
  organisationPermission,
  type Permission,
  publicPermission,
} from "./permission.ts";
import type { PublishRequest } from "./publish.ts";
import type { Content } from "./region.ts";

export const help = `Usage: outcrop publish --regions REGION,… [options]

Publishes the layer's zip. Without --execute it is a dry run: it looks at what is published,
changes nothing, and lists what is missing. A region that has a version with the same content
keeps it, so the same call again does what is still missing. In a clone, npm run publish-layer
builds the zip first. Credentials and endpoints come from where the AWS SDK looks for them.

  --regions LIST        such as eu-central-1,us-east-1; all: every region enabled for the account
  --execute             publish
  --layer-name NAME     default outcrop
  --accounts LIST       ids of accounts that may use the version (default: only its own)
  --organisation ID     every account of this organisation may use it
  --public              every AWS account may use it
  --ssm-parameter NAME  store the version's ARN in this parameter of each region
  --profile NAME        a profile of ~/.aws/config, also with SSO
  --zip FILE            default: the zip that comes with this command
  --json                print one JSON document
  --help                this text

Examples:
  outcrop publish --regions eu-central-1
  outcrop publish --regions eu-central-1,us-east-1 --organisation o-a1b2c3d4e5 --execute
  outcrop publish --regions all --profile release --ssm-parameter /layers/outcrop --execute

Exit code: 0, 1 when a region failed, 2 for a wrong call, 3 when it could not start.
`;

export const options = {
  regions: { type: "string", multiple: true, default: [] as string[] },
  execute: { type: "boolean", default: false },
  "layer-name": { type: "string", default: "outcrop" },
  accounts: { type: "string", multiple: true, default: [] as string[] },
  organisation: { type: "string" },
  public: { type: "boolean", default: false },
  "ssm-parameter": { type: "string" },
  profile: { type: "string" },
  zip: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** For zips that come with the request; larger ones go through S3 (Lambda quotas, deployment package). */
const maxZipBytes = 50 * 1024 * 1024;

export interface PublishOptions {
  /** Without its regions when those are all that are enabled. */
  readonly request: PublishRequest;
  readonly allRegions: boolean;
  readonly json: boolean;
}

/** @returns null when help is asked for. @throws UsageError */
export function readOptions(parameters: readonly string[]): PublishOptions | null {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  if (values.help) return null;
  const regions = listOf(values.regions);
  const allRegions = regions.includes("all");
  if (regions.length === 0)
    throw new UsageError("--regions is missing, such as --regions eu-central-1,us-east-1");
  if (allRegions && regions.length > 1) throw new UsageError("--regions must be all or a list, not both");
  for (const region of allRegions ? [] : regions) {
    if (!isRegion(region))
      throw new UsageError(`--regions must be regions such as eu-central-1, not ${region}`);
  }
  const profile = profileName(values.profile);
  const parameter = values["ssm-parameter"] ?? null;
  if (parameter !== null)
    matching(
      "ssm-parameter",
      parameter,
      /^(?!\/?(?:aws|ssm))(?:[\w.-]{1,1000}|(?:\/[\w.-]+){1,15})$/i,
      "a name such as /layers/outcrop",
    );
  const layer = layerName(values["layer-name"]);
  const { path, hash, content } = layerContent(values.zip);
  const wanted = { hash, permissions: permissionsOf(values), parameter };
  const request = {
    layer,
    path,
    regions: allRegions ? [] : regions,
    profile,
    content,
    wanted,
    execute: values.execute,
  };
  return { request, allRegions, json: values.json };
}

interface Grants {
  readonly accounts: readonly string[];
  readonly organisation?: string | undefined;
  readonly public: boolean;
}

function permissionsOf({ accounts, organisation, public: everyone }: Grants): Permission[] {
  const ids = listOf(accounts).map((account) =>
    matching("accounts", account, /^\d{12}$/, "account ids of 12 digits (--public is for every account)"),
  );
  return [
    ...ids.map(accountPermission),
    ...(organisation === undefined
      ? []
      : [
          organisationPermission(
            matching("organisation", organisation, /^o-[a-z0-9]{10,32}$/, "an id such as o-a1b2c3d4e5"),
          ),
        ]),
    ...(everyone ? [publicPermission] : []),
  ];
}

/** @param given another zip than the built one. @throws UsageError */
export function layerContent(given: string | undefined): { path: string; hash: string; content: Content } {
  const { path, zip, hash } = readZip(given);
  const description = given === undefined ? sourceDescription() : `Outcrop (${basename(path)})`.slice(0, 256);
  return { path, hash, content: { zip, description } };
}

function readZip(given: string | undefined): { path: string; zip: Buffer; hash: string } {
  const path = given === undefined ? fileURLToPath(layerZip) : resolve(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new UsageError(`--zip: ${path} does not exist${given === undefined ? ". Run npm run build" : ""}`);
  if (found.size > maxZipBytes)
    throw new UsageError(
      `--zip: ${path} has ${found.size} bytes; ` +
        `Lambda takes at most 50 MB (${maxZipBytes} bytes) in a request`,
    );
  const zip = readFileSync(path);
  if (zip.toString("latin1", 0, 2) !== "PK") throw new UsageError(`--zip: ${path} is not a zip`);
  return { path, zip, hash: createHash("sha256").update(zip).digest("base64") };
}

/** @throws UsageError */
export function layerName(given: string): string {
  return matching("layer-name", given, /^\w[\w-]{0,139}$/, "a name of letters, digits, - and _");
}

/** @throws UsageError */
export function profileName(given: string | undefined): string | null {
  return given === undefined ? null : matching("profile", given, /^(?!-)[^\p{Cc}]+$/u, "a profile's name");
}

function listOf(texts: readonly string[]): string[] {
  const items = texts.flatMap((text) => text.split(",")).map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ""))];
}

function matching(name: string, value: string, pattern: RegExp, expected: string): string {
  if (!pattern.test(value)) throw new UsageError(`--${name} must be ${expected}, not ${value || "empty"}`);
  return value;
}
