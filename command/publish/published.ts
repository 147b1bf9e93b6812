/**
 * What a region already has: the layer version with the zip's content, its permissions, the parameter. Reads
 * only.
 */
import { type AwsCli, AwsError } from "./aws-cli.ts";
import { getParameter, getPolicy, getVersion, type Layer, listVersions } from "./calls.ts";
import { isRecord, missingPermissions, type Permission } from "./permission.ts";

export interface Wanted {
  /** SHA-256 of the zip in base64, as CodeSha256 gives it. */
  readonly hash: string;
  readonly permissions: readonly Permission[];
  /** The SSM parameter that shall hold the ARN. */
  readonly parameter: string | null;
}

export interface Published {
  /**
   * The newest version with this content; null when there is none, and then everything else is missing too.
   */
  readonly version: { readonly arn: string; readonly number: number } | null;
  readonly missingPermissions: readonly Permission[];
  readonly parameterMissing: boolean;
}

/**
 * How many of the newest versions are compared: each costs a call. An older one with the same content is
 * published again, which does no harm.
 */
const compared = 10;
const maxPages = 20;

export const layerVersionArn = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:layer:[\w-]+:\d+$/;

export function nothingPublished({ permissions, parameter }: Wanted): Published {
  return { version: null, missingPermissions: permissions, parameterMissing: parameter !== null };
}

/** @throws AwsError */
export async function readPublished(aws: AwsCli, layer: Layer, wanted: Wanted): Promise<Published> {
  const newest = (await versionsOf(aws, layer)).sort((a, b) => b - a).slice(0, compared);
  for (const number of newest) {
    const answer = await aws.json(getVersion(layer, number));
    const content = isRecord(answer) ? answer["Content"] : undefined;
    const arn = isRecord(answer) ? answer["LayerVersionArn"] : undefined;
    if (
      !isRecord(content) ||
      typeof content["CodeSha256"] !== "string" ||
      typeof arn !== "string" ||
      !layerVersionArn.test(arn)
    ) {
      throw new AwsError(`aws lambda get-layer-version answered no hash or no ARN for version ${number}`);
    }
    if (content["CodeSha256"] !== wanted.hash) continue;
    return {
      version: { arn, number },
      missingPermissions:
        wanted.permissions.length === 0
          ? []
          : await permissionsMissing(aws, layer, number, wanted.permissions),
      parameterMissing:
        wanted.parameter !== null && (await parameterValue(aws, layer, wanted.parameter)) !== arn,
    };
  }
  return nothingPublished(wanted);
}

/**
 * All of them: in which order the service lists them is not documented. A name that no layer has is answered
 * with an empty list or as not found.
 */
async function versionsOf(aws: AwsCli, layer: Layer): Promise<number[]> {
  const versions: number[] = [];
  let token: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const answer = await unless("ResourceNotFoundException", aws.json(listVersions(layer, token)));
    if (answer === undefined) return versions;
    const items = isRecord(answer) ? answer["LayerVersions"] : undefined;
    const numbers = Array.isArray(items)
      ? items.map((item) => (isRecord(item) ? item["Version"] : undefined))
      : [undefined];
    if (!numbers.every((number) => Number.isSafeInteger(number)))
      throw new AwsError("aws lambda list-layer-versions answered no list of versions");
    versions.push(...(numbers as number[]));
    const next = isRecord(answer) ? (answer["NextToken"] ?? null) : null;
    if (typeof next !== "string") return versions;
    token = next;
  }
  throw new AwsError(`the layer has more versions than ${maxPages} answers hold`);
}

/** A version without a policy is answered as not found. */
async function permissionsMissing(
  aws: AwsCli,
  layer: Layer,
  version: number,
  wanted: readonly Permission[],
): Promise<readonly Permission[]> {
  const answer = await unless("ResourceNotFoundException", aws.json(getPolicy(layer, version)));
  if (answer === undefined) return wanted;
  try {
    const policy = isRecord(answer) ? answer["Policy"] : undefined;
    return missingPermissions(wanted, typeof policy === "string" ? JSON.parse(policy) : policy);
  } catch {
    throw new AwsError(`aws lambda get-layer-version-policy answered no policy for version ${version}`);
  }
}

async function parameterValue(aws: AwsCli, layer: Layer, name: string): Promise<string | null> {
  const answer = await unless("ParameterNotFound", aws.json(getParameter(layer, name)));
  if (answer === undefined) return null;
  const parameter = isRecord(answer) ? answer["Parameter"] : undefined;
  if (!isRecord(parameter) || typeof parameter["Value"] !== "string")
    throw new AwsError("aws ssm get-parameter answered no value");
  return parameter["Value"];
}

/** Undefined, which no JSON is, for this error code of the service. */
async function unless(code: string, answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && error.code === code) return undefined;
    throw error;
  }
}
