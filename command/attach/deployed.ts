/**
 * A function as GetFunction answers it. Each part that is used is checked: the SDK does not compare what it
 * reads with the API's model.
 */
import type { GetFunctionResponse } from "@aws-sdk/client-lambda";
import { AnswerError } from "../shared/call-error.ts";
import { isFunctionArn, readFunctionArn } from "./function-name.ts";
import type { Settings } from "./settings.ts";

export interface Deployed {
  readonly name: string;
  readonly arn: string;
  /** Changes with each change of the function. */
  readonly revision: string;
  /** Null for a container image. */
  readonly runtime: string | null;
  readonly isImage: boolean;
  readonly settings: Settings;
  /** Why the variables cannot be read: Lambda's code. */
  readonly unreadable: string | null;
  /** Code and layers as they are packed, in bytes. */
  readonly packedBytes: number;
  readonly layerBytes: Readonly<Record<string, number>>;
  readonly state: string;
  readonly lastUpdate: string;
  /** Why its last update failed, or why it is in this state. */
  readonly reason: string | null;
  /** A copy that CloudFront made of a function of us-east-1. */
  readonly isReplica: boolean;
  /** Signed by AWS Signer, so a code signing configuration may refuse layers. */
  readonly isSigned: boolean;
  /** On Lambda Managed Instances, which run published versions only. */
  readonly isManaged: boolean;
  /** Null where the caller may not read them. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** Lambda takes five; more are read where a quota was raised. */
const maxLayers = 100;

/** @throws AnswerError */
export function deployedOf({ Configuration, Tags, TagsError }: GetFunctionResponse): Deployed {
  const read: unknown = Configuration;
  if (!isObject(read)) throw new AnswerError("the answer has no configuration");
  const arn = text(read["FunctionArn"], "an ARN");
  if (!isFunctionArn(arn)) throw new AnswerError("the answer has no ARN of a function");
  const isImage = read["PackageType"] === "Image";
  const { layers, layerBytes } = layersOf(read["Layers"]);
  const environment = isObject(read["Environment"]) ? read["Environment"] : {};
  const failure = environment["Error"];
  return {
    name: readFunctionArn(arn)?.name ?? "",
    arn,
    revision: text(read["RevisionId"], "a revision"),
    runtime: isImage ? null : text(read["Runtime"], "a runtime"),
    isImage,
    settings: { layers, variables: stringsOf(environment["Variables"], "variables") },
    unreadable: isObject(failure) ? code(failure["ErrorCode"]) : null,
    packedBytes: Object.values(layerBytes).reduce((sum, bytes) => sum + bytes, size(read["CodeSize"])),
    layerBytes,
    // Lambda leaves both out for functions that are older than they are.
    state: optionalText(read["State"]) ?? "Active",
    lastUpdate: optionalText(read["LastUpdateStatus"]) ?? "Successful",
    reason: optionalText(read["LastUpdateStatusReason"]) ?? optionalText(read["StateReason"]),
    isReplica: optionalText(read["MasterArn"]) !== null || /:function:us-east-1\./.test(arn),
    isSigned: optionalText(read["SigningProfileVersionArn"]) !== null,
    isManaged: isObject(read["CapacityProviderConfig"]),
    tags: TagsError === undefined ? stringsOf(Tags, "tags") : null,
  };
}

function layersOf(value: unknown): { layers: string[]; layerBytes: Record<string, number> } {
  const items: readonly unknown[] =
    value === undefined || value === null ? [] : Array.isArray(value) ? value : [0];
  if (items.length > maxLayers) throw new AnswerError(`the answer has more than ${maxLayers} layers`);
  const read = items.map((item) => {
    if (!isObject(item) || typeof item["Arn"] !== "string" || item["Arn"].length > 500)
      throw new AnswerError("the answer's layers are not a list of layers");
    return { arn: item["Arn"], bytes: size(item["CodeSize"]) };
  });
  return {
    layers: read.map(({ arn }) => arn),
    layerBytes: Object.fromEntries(read.map(({ arn, bytes }) => [arn, bytes])),
  };
}

function stringsOf(value: unknown, what: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || !Object.values(value).every((one) => typeof one === "string"))
    throw new AnswerError(`the answer's ${what} are not texts`);
  return value as Record<string, string>;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string" || value === "" || value.length > 1000)
    throw new AnswerError(`the answer does not have ${what}`);
  return value;
}

function optionalText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, 1000) : null;
}

/** A code, and never a message, which may quote what it is about. */
function code(value: unknown): string {
  return typeof value === "string" && /^\w{1,80}$/.test(value) ? value : "an unknown error";
}

function size(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
