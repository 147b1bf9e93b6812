import { App, Aspects, CfnOutput, type IAspect, Stack } from "aws-cdk-lib";
import {
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
  RuntimeFamily,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, LogGroupClass, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IConstruct } from "constructs";

/**
 * Attaches Outcrop to every Node function below it, after the layers it has. A wrapper that it has runs after
 * Outcrop's.
 */
class AttachOutcrop implements IAspect {
  readonly #layerArn: string;

  constructor(layerArn: string) {
    this.#layerArn = layerArn;
  }

  visit(node: IConstruct): void {
    if (!(node instanceof LambdaFunction) || node.runtime.family !== RuntimeFamily.NODEJS) return;
    const stack = Stack.of(node);
    const { environment } = node.node.defaultChild as CfnFunction;
    const wrapper: unknown = stack.resolve(environment)?.variables?.AWS_LAMBDA_EXEC_WRAPPER;
    if (wrapper === "/opt/outcrop-wrapper") return;
    if (typeof wrapper === "string") node.addEnvironment("OUTCROP_EXEC_WRAPPER", wrapper);
    node.addEnvironment("AWS_LAMBDA_EXEC_WRAPPER", "/opt/outcrop-wrapper");
    node.addLayers(LayerVersion.fromLayerVersionArn(node, "Outcrop", this.#layerArn));
  }
}

const app = new App();
const outcropLayerArn: unknown = app.node.tryGetContext("outcropLayerArn");
if (typeof outcropLayerArn !== "string")
  throw new Error("name the layer version: cdk deploy -c outcropLayerArn=ARN");

const stack = new Stack(app, "Orders");
const orders = new LambdaFunction(stack, "Function", {
  runtime: Runtime.NODEJS_24_X,
  handler: "index.handler",
  code: Code.fromInline('exports.handler = async () => "ok";'),
  memorySize: 512,
  // CloudWatch reads metrics out of lines in this class only.
  logGroup: new LogGroup(stack, "Logs", {
    logGroupClass: LogGroupClass.STANDARD,
    retention: RetentionDays.ONE_MONTH,
  }),
});
new CfnOutput(stack, "FunctionName", { value: orders.functionName });

Aspects.of(app).add(new AttachOutcrop(outcropLayerArn));
app.synth();
