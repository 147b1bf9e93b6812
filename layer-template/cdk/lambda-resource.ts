/** A Lambda function in the tree of constructs, and what the template will say about it. */
import { CfnResource, Stack } from "aws-cdk-lib";
import { CfnFunction, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { IConstruct } from "constructs";

export interface LambdaResource {
  /** A `CfnFunction`, or a `CfnResource` of the same type. */
  readonly resource: CfnResource;
  /** The L2 construct that made it, if there is one. */
  readonly construct: LambdaFunction | null;
}

/** A list or a map whose parts are seen, or one intrinsic function. */
export type Seen<T> = T | "intrinsic";

export interface LambdaProperties {
  /** Null: the template has none, or one that is known in the deployment only. */
  readonly runtime: string | null;
  readonly isImage: boolean;
  readonly isSigned: boolean;
  /** Values are text, or intrinsic functions. */
  readonly layers: Seen<readonly unknown[]>;
  readonly variables: Seen<Readonly<Record<string, unknown>>>;
}

/** @returns null for every other construct, and for an L2 construct, whose resource is below it */
export function asLambda(node: IConstruct): LambdaResource | null {
  if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== CfnFunction.CFN_RESOURCE_TYPE_NAME)
    return null;
  const above = node.node.scope;
  const isMadeBy = above instanceof LambdaFunction && above.node.defaultChild === node;
  return { resource: node, construct: isMadeBy ? above : null };
}

/** As they will be in the template, with what `addPropertyOverride` has set. */
export function propertiesOf({ resource }: LambdaResource): LambdaProperties {
  const template = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    readonly Resources?: Readonly<
      Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>
    >;
  };
  const properties = Object.values(template.Resources ?? {})[0]?.Properties ?? {};
  const { Runtime, PackageType, CodeSigningConfigArn, Layers, Environment } = properties;
  return {
    runtime: typeof Runtime === "string" ? Runtime : null,
    isImage: PackageType === "Image",
    isSigned: CodeSigningConfigArn !== undefined,
    layers: Layers === undefined ? [] : Array.isArray(Layers) ? Layers : "intrinsic",
    variables: variablesOf(Environment),
  };
}

function variablesOf(environment: unknown): LambdaProperties["variables"] {
  if (environment === undefined) return {};
  if (!isMap(environment)) return "intrinsic";
  const { Variables = {} } = environment;
  return isMap(Variables) ? Variables : "intrinsic";
}

/** An intrinsic function is a map of one key, `Ref` or `Fn::…`. */
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const [key, ...others] = Object.keys(value);
  return others.length > 0 || key === undefined || !/^(Ref$|Fn::)/.test(key);
}
