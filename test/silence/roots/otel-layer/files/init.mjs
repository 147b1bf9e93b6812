import { createRequire } from "node:module";

const require = createRequire("/opt/nodejs/init.js");
const { registerInstrumentations } = require("@opentelemetry/instrumentation");
const { AwsLambdaInstrumentation } = require("@opentelemetry/instrumentation-aws-lambda");
const { HttpInstrumentation } = require("@opentelemetry/instrumentation-http");
const { PgInstrumentation } = require("@opentelemetry/instrumentation-pg");
const { NodeTracerProvider } = require("@opentelemetry/sdk-trace-node");

new NodeTracerProvider().register();
registerInstrumentations({
  instrumentations: [new AwsLambdaInstrumentation(), new HttpInstrumentation(), new PgInstrumentation()],
});
