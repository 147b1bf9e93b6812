/** The aspect. */
import { CfnResource, type IAspect, Stack, Token } from "aws-cdk-lib";
import { type ILayerVersion, LayerVersion, RuntimeFamily } from "aws-cdk-lib/aws-lambda";
import type { IConstruct } from "constructs";
import { EdgeFunctions } from "./edge.ts";
import { asLambda, type LambdaProperties, type LambdaResource, propertiesOf } from "./lambda-resource.ts";
import { OutcropLayer } from "./layer.ts";
import { isProvider } from "./provider.ts";
import { annotateSkip, type SkipId } from "./skip.ts";
import { addLayer, setVariable } from "./write.ts";

const wrapper = "/opt/outcrop-wrapper";
const layerId = "OutcropLayer";

export interface AttachOutcropProps {
  /**
   * The ARN of a layer version in the functions' region and partition, or a reference that CloudFormation
   * resolves: `{{resolve:ssm:/outcrop/layer-arn}}`. By default every stack gets one layer version of its own,
   * from the package.
   */
  readonly layerVersionArn?: string;
  /** `OUTCROP_DETAIL`, where a function has none of its own. */
  readonly detail?: "inventory" | "packages" | "modules" | "findings";
  /** `OUTCROP_EMIT`, where a function has none of its own. */
  readonly emit?: "each-invoke" | "each-minute" | "on-change";
  /** Functions that are left alone, without an annotation. Gets the L2 construct, or the L1 without one. */
  readonly exclude?: (node: IConstruct) => boolean;
  /** Whether functions that serve custom resources with the CDK's code are attached too. Default: false. */
  readonly customResources?: boolean;
}

/**
 * Attaches Outcrop to every Node function below it, after the layers it has. A wrapper that a function has
 * runs after Outcrop's. Functions that cannot be attached get an annotation, `outcrop/cdk:<reason>`.
 *
 * An aspect with the default priority runs after those that change functions (`AspectPriority.MUTATING`) and
 * before those that check them. It does not reach into a `Stage`: add it to each.
 */
export class AttachOutcrop implements IAspect {
  readonly #props: AttachOutcropProps;
  readonly #edge = new EdgeFunctions();

  /** @throws if layerVersionArn is text that is not a layer version's ARN */
  constructor(props: AttachOutcropProps = {}) {
    const { layerVersionArn: arn } = props;
    if (arn !== undefined && !Token.isUnresolved(arn) && !isArnOrReference(arn))
      throw new Error(
        `outcrop/cdk: layerVersionArn must be the ARN of a layer version, with its number at the end: ${arn}`,
      );
    this.#props = props;
  }

  visit(node: IConstruct): void {
    const { exclude, customResources = false } = this.#props;
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === "AWS::Serverless::Function") {
      if (exclude?.(node) !== true) annotateSkip(node, "sam");
      return;
    }
    const lambda = asLambda(node);
    if (lambda === null || exclude?.(lambda.construct ?? lambda.resource) === true) return;
    const shown = lambda.construct ?? lambda.resource;
    // What throws here would end the synthesis of the whole app.
    try {
      const properties = propertiesOf(lambda);
      const skip = this.#skipOf(lambda, properties, customResources);
      if (skip === null) this.#attach(lambda, properties);
      else if (skip !== "silent") annotateSkip(shown, skip);
    } catch (error) {
      annotateSkip(shown, "unreadable", `: ${(error as Error).message}`);
    }
  }

  #skipOf(
    lambda: LambdaResource,
    properties: LambdaProperties,
    customResources: boolean,
  ): SkipId | "silent" | null {
    const { runtime, isImage, isSigned, layers, variables } = properties;
    if (isImage) return "image";
    const line = runtime === null ? null : /^nodejs(\d+)\.(x|\d+)$/.exec(runtime)?.[1];
    const family = lambda.construct?.runtime.family;
    if (line === undefined || (family !== undefined && family !== RuntimeFamily.NODEJS)) return "silent";
    if (!customResources && isProvider(lambda.resource)) return "provider";
    if (this.#edge.has(lambda.resource)) return "edge";
    if (line === null && family === undefined) return "unknown-runtime";
    if (line !== null && Number(line) < 22) return "old-runtime";
    if (variables === "intrinsic") return "unknown-variables";
    if (layers === "intrinsic") return "unknown-layers";
    const { AWS_LAMBDA_EXEC_WRAPPER: first, OUTCROP_EXEC_WRAPPER: second } = variables;
    if (first === wrapper && layers.length > 0) return "silent";
    if (first !== undefined && first !== wrapper && second !== undefined) return "two-wrappers";
    if (layers.length >= 5) return "five-layers";
    if (isSigned && this.#props.layerVersionArn === undefined) return "code-signing";
    return this.#isElsewhere(Stack.of(lambda.resource)) ? "other-region" : null;
  }

  /** Where both regions are known. */
  #isElsewhere({ region }: Stack): boolean {
    const { layerVersionArn = "" } = this.#props;
    const own = /^arn:[a-z-]+:lambda:([a-z0-9-]+):/.exec(layerVersionArn)?.[1];
    return own !== undefined && !Token.isUnresolved(region) && own !== region;
  }

  #attach(lambda: LambdaResource, { variables }: LambdaProperties): void {
    const { detail, emit } = this.#props;
    const own = variables as Readonly<Record<string, unknown>>;
    const first = own["AWS_LAMBDA_EXEC_WRAPPER"];
    addLayer(lambda, this.#layerFor(lambda));
    if (first !== undefined && first !== wrapper) setVariable(lambda, "OUTCROP_EXEC_WRAPPER", first);
    setVariable(lambda, "AWS_LAMBDA_EXEC_WRAPPER", wrapper);
    for (const [name, value] of Object.entries({ OUTCROP_DETAIL: detail, OUTCROP_EMIT: emit }))
      if (value !== undefined && own[name] === undefined) setVariable(lambda, name, value);
  }

  /** One of its stack's, which nested stacks share: they have the same region. */
  #layerFor({ resource }: LambdaResource): ILayerVersion {
    const { layerVersionArn } = this.#props;
    if (layerVersionArn !== undefined)
      return LayerVersion.fromLayerVersionArn(resource, layerId, layerVersionArn);
    let stack = Stack.of(resource);
    while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
    const found = stack.node.tryFindChild(layerId);
    return found instanceof OutcropLayer ? found : new OutcropLayer(stack, layerId);
  }
}

function isArnOrReference(arn: string): boolean {
  return (
    /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:layer:[\w-]+:\d+$/.test(arn) ||
    /^\{\{resolve:ssm:[^{}]+\}\}$/.test(arn)
  );
}
