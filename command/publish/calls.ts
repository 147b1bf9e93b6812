/**
 * Every call of the AWS CLI that publishing makes. What the operations take and answer: the API's model
 * (botocore, lambda 2015-03-31): the items of ListLayerVersions carry no hash, Content.CodeSha256 comes with
 * GetLayerVersion alone.
 */
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import type { Command, publishedArn } from "./command.ts";
import type { Permission } from "./permission.ts";

/** A layer in one region. */
export interface Layer {
  readonly name: string;
  readonly region: string;
  readonly profile: string | null;
}

export interface Content {
  /** Absolute. */
  readonly zip: string;
  readonly description: string;
}

const architectures = ["x86_64", "arm64"];

function call(layer: Layer, service: string, operation: string, ...parameters: Command): Command {
  const where = ["--region", layer.region, ...(layer.profile === null ? [] : ["--profile", layer.profile])];
  return [service, operation, ...where, ...parameters];
}

/** The CLI follows NextMarker by itself; an answer that it cut holds a NextToken for `--starting-token`. */
export function listVersions(layer: Layer, startingToken: string | null): Command {
  const from = startingToken === null ? [] : ["--starting-token", startingToken];
  return call(
    layer,
    "lambda",
    "list-layer-versions",
    "--layer-name",
    layer.name,
    ...from,
    "--output",
    "json",
  );
}

export function getVersion(layer: Layer, version: number): Command {
  return call(
    layer,
    "lambda",
    "get-layer-version",
    "--layer-name",
    layer.name,
    "--version-number",
    `${version}`,
    "--output",
    "json",
  );
}

export function getPolicy(layer: Layer, version: number): Command {
  return call(
    layer,
    "lambda",
    "get-layer-version-policy",
    "--layer-name",
    layer.name,
    "--version-number",
    `${version}`,
    "--output",
    "json",
  );
}

export function getParameter(layer: Layer, name: string): Command {
  return call(layer, "ssm", "get-parameter", "--name", name, "--output", "json");
}

/** Answers the new version's ARN as a line of text. */
export function publish(
  layer: Layer,
  { zip, description }: Content,
  { withArchitectures }: { withArchitectures: boolean },
): Command {
  const parameters = [
    "--layer-name",
    layer.name,
    "--description",
    description,
    "--license-info",
    "MIT",
    "--zip-file",
    `fileb://${zip}`,
  ];
  const compatible = [
    "--compatible-runtimes",
    ...runtimes,
    ...(withArchitectures ? ["--compatible-architectures", ...architectures] : []),
  ];
  return call(
    layer,
    "lambda",
    "publish-layer-version",
    ...parameters,
    ...compatible,
    "--query",
    "LayerVersionArn",
    "--output",
    "text",
  );
}

export function addPermission(
  layer: Layer,
  version: Command[number],
  { statementId, principal, organisation }: Permission,
): Command {
  const parameters = [
    "--statement-id",
    statementId,
    "--action",
    "lambda:GetLayerVersion",
    "--principal",
    principal,
  ];
  const within = organisation === null ? [] : ["--organization-id", organisation];
  const which = ["--layer-name", layer.name, "--version-number", version];
  return call(
    layer,
    "lambda",
    "add-layer-version-permission",
    ...which,
    ...parameters,
    ...within,
    "--output",
    "json",
  );
}

export function putParameter(layer: Layer, name: string, arn: string | typeof publishedArn): Command {
  return call(
    layer,
    "ssm",
    "put-parameter",
    "--name",
    name,
    "--type",
    "String",
    "--value",
    arn,
    "--overwrite",
    "--output",
    "json",
  );
}

/**
 * The regions that are enabled for the account: without `--all-regions` EC2 lists no other. Asked in the
 * profile's own region.
 */
export function listRegions(profile: string | null): Command {
  const who = profile === null ? [] : ["--profile", profile];
  return ["ec2", "describe-regions", ...who, "--query", "Regions[].RegionName", "--output", "json"];
}
