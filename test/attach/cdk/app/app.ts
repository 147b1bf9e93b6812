/** Every kind of function that the aspect meets. Prints each stack's template and messages as JSON. */
import { join } from "node:path";
import {
  App,
  AspectPriority,
  Aspects,
  CfnParameter,
  CfnResource,
  CustomResource,
  CustomResourceProvider,
  Fn,
  type IAspect,
  NestedStack,
  RemovalPolicy,
  Stack,
  type StackProps,
  Stage,
  Tags,
  Token,
} from "aws-cdk-lib";
import { Distribution, experimental, LambdaEdgeEventType } from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Repository } from "aws-cdk-lib/aws-ecr";
import { Role } from "aws-cdk-lib/aws-iam";
import {
  CfnFunction,
  Code,
  DockerImageCode,
  DockerImageFunction,
  type FunctionProps,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
  SingletonFunction,
} from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnFunction as SamFunction } from "aws-cdk-lib/aws-sam";
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
  Provider,
} from "aws-cdk-lib/custom-resources";
import { Construct, type IConstruct } from "constructs";
import { AttachOutcrop, OutcropLayer } from "outcrop/cdk";

const account = "123456789012";
// As `cdk init` sets them.
const app = new App({
  context: {
    "@aws-cdk/aws-lambda:recognizeLayerVersion": true,
    "@aws-cdk/core:aspectStabilization": true,
  },
});
const arnOf = (name: string, region = "eu-central-1"): string =>
  `arn:aws:lambda:${region}:${account}:layer:${name}:4`;

function stackOf(id: string, region: string | null = "eu-central-1", props: StackProps = {}): Stack {
  return new Stack(app, id, { ...props, ...(region !== null && { env: { account, region } }) });
}

function addFunction(scope: Construct, id: string, props: Partial<FunctionProps> = {}): LambdaFunction {
  const code = Code.fromInline("exports.handler = async () => {}");
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code,
    ...props,
  });
}

function layersFor(scope: Construct, count: number): LayerVersion[] {
  const numbers = Array.from({ length: count }, (_, index) => `own-${index}`);
  return numbers.map((name) => LayerVersion.fromLayerVersionArn(scope, name, arnOf(name)) as LayerVersion);
}

const plain = {
  code: { zipFile: "x" },
  handler: "index.handler",
  role: "arn:aws:iam::123456789012:role/own",
};

// What is attached.
const attached = stackOf("Attached");
addFunction(attached, "Plain").currentVersion.applyRemovalPolicy(RemovalPolicy.RETAIN);
addFunction(attached, "Wrapped", {
  environment: { TABLE: "orders", AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler", OUTCROP_DETAIL: "modules" },
  layers: layersFor(attached, 4),
});
const wrapper = new CfnParameter(attached, "WrapperPath", { type: "String" }).valueAsString;
addFunction(attached, "WrapperToken", { environment: { AWS_LAMBDA_EXEC_WRAPPER: wrapper } });
new CfnFunction(attached, "One", { ...plain, runtime: "nodejs22.x" });
new CfnFunction(attached, "OneWithAll", {
  ...plain,
  runtime: "nodejs26.x",
  layers: [new CfnParameter(attached, "FirstLayer").valueAsString, arnOf("second")],
  environment: Token.asAny({ variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper, TABLE: "orders" } }),
});
const overridden = addFunction(attached, "Overridden").node.defaultChild as CfnFunction;
overridden.addPropertyOverride("Layers", [arnOf("overridden")]);
overridden.addPropertyOverride("Environment.Variables.AWS_LAMBDA_EXEC_WRAPPER", "/opt/overridden");
const hidden = addFunction(attached, "Hidden", { layers: layersFor(new Construct(attached, "Hide"), 5) });
(hidden.node.defaultChild as CfnFunction).addPropertyOverride("Layers", [arnOf("overridden")]);
new CfnResource(attached, "Raw", {
  type: "AWS::Lambda::Function",
  properties: { Runtime: "nodejs24.x", Handler: "index.handler", Role: plain.role, Code: { ZipFile: "x" } },
});
const latest = new Runtime(Fn.ref("AWS::Region"), Runtime.NODEJS_24_X.family);
addFunction(attached, "RuntimeToken", {
  runtime: latest,
  code: Code.fromBucket(bucketOf(attached), "a.zip"),
});
const nested = new NestedStack(attached, "Nested");
addFunction(nested, "Inside");
LambdaFunction.fromFunctionArn(
  attached,
  "Imported",
  `arn:aws:lambda:eu-central-1:${account}:function:imported`,
);

function bucketOf(scope: Construct): Bucket {
  return new Bucket(scope, "Code");
}

// What is left alone.
const skipped = stackOf("Skipped");
addFunction(skipped, "FiveLayers", { layers: layersFor(skipped, 5) });
addFunction(skipped, "OldRuntime", { runtime: Runtime.NODEJS_20_X });
addFunction(skipped, "Python", { runtime: Runtime.PYTHON_3_13 });
addFunction(skipped, "ByHand", {
  environment: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
  layers: [LayerVersion.fromLayerVersionArn(skipped, "Hand", arnOf("outcrop"))],
});
addFunction(skipped, "TwoWrappers", {
  environment: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/a", OUTCROP_EXEC_WRAPPER: "/opt/b" },
});
addFunction(skipped, "Excluded");
new DockerImageFunction(skipped, "Image", {
  code: DockerImageCode.fromEcr(Repository.fromRepositoryName(skipped, "Images", "orders")),
});
const text = (id: string): string => new CfnParameter(skipped, id).valueAsString;
new CfnFunction(skipped, "UnknownRuntime", { ...plain, runtime: text("Runtime") });
new CfnFunction(skipped, "UnknownLayers", {
  ...plain,
  runtime: "nodejs24.x",
  layers: new CfnParameter(skipped, "Layers", { type: "CommaDelimitedList" }).valueAsList,
});
new CfnFunction(skipped, "UnknownVariables", {
  ...plain,
  runtime: "nodejs24.x",
  environment: Token.asAny({ variables: Fn.importValue("variables") }),
});
const broken = {
  resolve: () => {
    throw new Error("not ready");
  },
};
const unreadable = new CfnFunction(skipped, "Unreadable", { ...plain, runtime: "nodejs24.x" });
Aspects.of(unreadable).add(
  {
    visit: () => {
      unreadable.description = "mended";
    },
  },
  { priority: 900 },
);
unreadable.description = Token.asString({ ...broken, creationStack: [] });
new CfnFunction(skipped, "Signed", {
  ...plain,
  runtime: "nodejs24.x",
  codeSigningConfigArn: text("Signing"),
});
new SamFunction(skipped, "Sam", { runtime: "nodejs24.x", handler: "index.handler", inlineCode: "x" });

// Lambda@Edge, by each of the ways there are.
const site = stackOf("Site");
const cross = new experimental.EdgeFunction(site, "Cross", {
  runtime: Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: Code.fromInline("x"),
});
const origin = new HttpOrigin("example.com");
new Distribution(site, "CrossDistribution", {
  defaultBehavior: {
    origin,
    edgeLambdas: [{ functionVersion: cross.currentVersion, eventType: LambdaEdgeEventType.VIEWER_REQUEST }],
  },
});
const east = stackOf("East", "us-east-1");
const inRegion = new experimental.EdgeFunction(east, "InRegion", {
  runtime: Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: Code.fromInline("x"),
});
const byVersion = addFunction(east, "ByVersion");
const ownRole = Role.fromRoleArn(east, "OwnRole", plain.role);
const byVersionWithRole = addFunction(east, "ByVersionWithRole", { role: ownRole });
addFunction(east, "NotEdge");
new Distribution(east, "Distribution", {
  defaultBehavior: {
    origin,
    edgeLambdas: [inRegion, byVersion, byVersionWithRole].map((one, index) => ({
      functionVersion: one.currentVersion,
      eventType: Object.values(LambdaEdgeEventType)[index] as LambdaEdgeEventType,
    })),
  },
});

// Custom resources.
const custom = stackOf("Custom");
new AwsCustomResource(custom, "Call", {
  onCreate: { service: "S3", action: "listBuckets", physicalResourceId: PhysicalResourceId.of("x") },
  policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ["*"] }),
});
const provider = new Provider(custom, "Provider", { onEventHandler: addFunction(custom, "OnEvent") });
new CustomResource(custom, "Resource", { serviceToken: provider.serviceToken });
new SingletonFunction(custom, "Singleton", {
  uuid: "7677dc81-117d-41c0-b75b-db11cb84bb70",
  runtime: Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: Code.fromInline("x"),
});
CustomResourceProvider.getOrCreate(custom, "Custom::Own", {
  codeDirectory: join(import.meta.dirname, "provider"),
  runtime: "nodejs22.x" as never,
});

// A layer of the user's own, two regions, a stage, and aspects of other priorities.
const west = stackOf("West", "us-west-2");
addFunction(west, "Plain");
const ownLayer = stackOf("OwnLayer");
new OutcropLayer(ownLayer, "OutcropLayer", { layerVersionName: "outcrop" });
addFunction(ownLayer, "Plain");
const byArn = stackOf("ByArn");
addFunction(byArn, "Plain");
addFunction(stackOf("ByArnElsewhere", "us-west-2"), "Plain");
addFunction(stackOf("ByParameter", null), "Plain");
const stage = new Stage(app, "Stage", { env: { account, region: "eu-central-1" } });
addFunction(new Stack(stage, "Staged"), "Plain");

/** As the constructs of other vendors do it. */
class AddWrapper implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof LambdaFunction && node.node.path.startsWith("West"))
      node.addEnvironment("AWS_LAMBDA_EXEC_WRAPPER", "/opt/vendor");
  }
}

const exclude = (node: IConstruct): boolean => node.node.id === "Excluded";
const aspect = new AttachOutcrop({ exclude, detail: "findings", emit: "on-change" });
for (const stack of [attached, skipped, site, east, custom, west, ownLayer]) Aspects.of(stack).add(aspect);
// Both reach the same functions.
Aspects.of(attached).add(new AttachOutcrop({ exclude }));
for (const child of app.node.children)
  if (child.node.id.startsWith("edge-lambda-stack") || child.node.id === "ByArnElsewhere")
    Aspects.of(child).add(new AttachOutcrop({ layerVersionArn: arnOf("outcrop") }));
Aspects.of(byArn).add(new AttachOutcrop({ layerVersionArn: arnOf("outcrop") }));
Aspects.of(app.node.findChild("ByParameter")).add(
  new AttachOutcrop({ layerVersionArn: "{{resolve:ssm:/outcrop/layer-arn}}" }),
);
Aspects.of(stage).add(new AttachOutcrop());
Aspects.of(app).add(new AddWrapper(), { priority: AspectPriority.MUTATING });
Tags.of(app).add("team", "orders");

const assembly = app.synth();
const stacks = [...assembly.stacks, ...assembly.getNestedAssembly("assembly-Stage").stacks];
const shown = stacks.map(({ stackName, template, messages }) => ({
  stackName,
  template,
  messages: messages.map(({ level, id, entry }) => ({ level, id, text: String(entry.data) })),
}));
process.stdout.write(JSON.stringify(shown));
