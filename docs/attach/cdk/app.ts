import { App, Aspects, CfnOutput, Stack } from "aws-cdk-lib";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, LogGroupClass, RetentionDays } from "aws-cdk-lib/aws-logs";
import { AttachOutcrop } from "outcrop/cdk";

const app = new App();
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

// The layer is made from the package: one version in each stack that has Node functions.
Aspects.of(app).add(new AttachOutcrop());
app.synth();
