import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// From the npm package. A new zip makes a new version.
const outcrop = new aws.lambda.LayerVersion("outcrop", {
  layerName: "outcrop",
  code: new pulumi.asset.FileArchive("node_modules/outcrop/dist/outcrop-layer.zip"),
  compatibleArchitectures: ["x86_64", "arm64"],
  compatibleRuntimes: ["nodejs22.x", "nodejs24.x"],
  licenseInfo: "MIT",
});

/** The arguments of a Node function, with Outcrop attached. A wrapper that they name runs after Outcrop's. */
function withOutcrop(args: aws.lambda.FunctionArgs): aws.lambda.FunctionArgs {
  const layers = pulumi.all([args.layers, outcrop.arn]).apply(([own, arn]) => [...(own ?? []), arn]);
  const variables = pulumi.output(args.environment).apply((environment) => {
    const { AWS_LAMBDA_EXEC_WRAPPER: next, ...own } = environment?.variables ?? {};
    return {
      ...own,
      ...(next === undefined ? {} : { OUTCROP_EXEC_WRAPPER: next }),
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
    };
  });
  return { ...args, layers, environment: { variables } };
}

const role = new aws.iam.Role("orders", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
new aws.iam.RolePolicyAttachment("logs", {
  role,
  policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
});
const logs = new aws.cloudwatch.LogGroup("orders", {
  // CloudWatch reads metrics out of lines in this class only.
  logGroupClass: "STANDARD",
  retentionInDays: 30,
});

const orders = new aws.lambda.Function(
  "orders",
  withOutcrop({
    role: role.arn,
    runtime: "nodejs24.x",
    handler: "index.handler",
    memorySize: 512,
    timeout: 10,
    code: new pulumi.asset.AssetArchive({
      "index.js": new pulumi.asset.StringAsset('exports.handler = async () => "ok";'),
    }),
    loggingConfig: { logFormat: "Text", logGroup: logs.name },
  }),
);

export const functionName = orders.name;
