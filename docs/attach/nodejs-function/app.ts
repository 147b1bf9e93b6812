import { join } from "node:path";
import { App, Aspects, CfnOutput, Stack } from "aws-cdk-lib";
import { Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, LogGroupClass, RetentionDays } from "aws-cdk-lib/aws-logs";
import { AttachOutcrop } from "outcrop/cdk";

const app = new App();
const stack = new Stack(app, "Orders");
const orders = new NodejsFunction(stack, "Function", {
  entry: join(import.meta.dirname, "orders.ts"),
  runtime: Runtime.NODEJS_24_X,
  memorySize: 512,
  bundling: {
    minify: true,
    // Outcrop reads in the map which packages are in the bundle. It does not need their source.
    sourceMap: true,
    sourcesContent: false,
    // And in the lock which versions they have.
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (from, to) => [`cp ${from}/package-lock.json ${to}`],
    },
  },
  // CloudWatch reads metrics out of lines in this class only.
  logGroup: new LogGroup(stack, "Logs", {
    logGroupClass: LogGroupClass.STANDARD,
    retention: RetentionDays.ONE_MONTH,
  }),
});
new CfnOutput(stack, "FunctionName", { value: orders.functionName });

Aspects.of(app).add(new AttachOutcrop());
app.synth();
