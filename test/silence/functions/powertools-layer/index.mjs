import { createRequire } from "node:module";
import middy from "@middy/core";

const require = createRequire(import.meta.url);
const { Logger } = require("@aws-lambda-powertools/logger");
const { injectLambdaContext } = require("@aws-lambda-powertools/logger/middleware");
const { Metrics } = require("@aws-lambda-powertools/metrics");
const { Tracer } = require("@aws-lambda-powertools/tracer");

const logger = new Logger({ serviceName: "orders" });
const metrics = new Metrics({ namespace: "orders" });
new Tracer();

export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    metrics.addMetric("Orders", "Count", 1);
    metrics.publishStoredMetrics();
    return "ok";
  });
