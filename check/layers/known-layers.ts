/**
 * Products that many functions have as a layer: how one is recognised, the wrapper that it wants to be the
 * function's, and the ports that it listens on. Ports are those without settings; a variable that changes one
 * is named.
 */
export interface KnownLayer {
  readonly name: string;
  /** Below /opt: any one of these is its mark. */
  readonly marks: readonly string[];
  /** Below /opt: what AWS_LAMBDA_EXEC_WRAPPER must name for it to work, or for a part of it. */
  readonly wrapper: string | null;
  readonly ports: readonly KnownPort[];
  readonly sources: readonly string[];
}

export interface KnownPort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  readonly variable: string | null;
  /** It listens there only when its wrapper is the function's. */
  readonly withWrapper: boolean;
}

const tcp = (port: number, variable: string | null = null): KnownPort => ({
  port,
  protocol: "TCP",
  variable,
  withWrapper: false,
});

export const knownLayersAsOf = "2026-11-30";

export const knownLayers: readonly KnownLayer[] = [
  {
    name: "Datadog's extension",
    marks: ["extensions/datadog-agent"],
    wrapper: "datadog_wrapper",
    // TRACE_AGENT_PORT, DOGSTATSD_PORT and INTERCEPTOR_DEFAULT_PORT are constants there.
    ports: [
      tcp(8126),
      { port: 8125, protocol: "UDP", variable: null, withWrapper: false },
      { port: 9000, protocol: "TCP", variable: null, withWrapper: true },
    ],
    sources: [
      "https://github.com/DataDog/datadog-lambda-extension/blob/main/bottlecap/src/lib.rs",
      "https://github.com/DataDog/datadog-lambda-extension/blob/main/bottlecap/src/traces/trace_agent.rs",
      "https://github.com/DataDog/datadog-lambda-extension/blob/main/bottlecap/src/proxy/interceptor.rs",
    ],
  },
  {
    name: "OpenTelemetry's collector",
    marks: ["extensions/collector"],
    wrapper: null,
    // The receivers of the layer's own config.yaml, and its metrics (dash0hq/otelbin#471).
    ports: [tcp(4317), tcp(4318), tcp(8888)],
    sources: [
      "https://github.com/open-telemetry/opentelemetry-lambda/blob/main/collector/config.yaml",
      "https://github.com/dash0hq/otelbin/pull/471",
    ],
  },
  {
    name: "OpenTelemetry's or ADOT's instrumentation (otel-handler)",
    marks: ["otel-handler"],
    wrapper: "otel-handler",
    ports: [],
    sources: ["https://github.com/open-telemetry/opentelemetry-lambda/tree/main/nodejs"],
  },
  {
    name: "ADOT's instrumentation (otel-instrument)",
    marks: ["otel-instrument"],
    wrapper: "otel-instrument",
    ports: [],
    sources: ["https://aws-otel.github.io/docs/getting-started/lambda/lambda-js"],
  },
  {
    name: "CloudWatch Lambda Insights",
    marks: ["extensions/cloudwatch_lambda_agent"],
    wrapper: null,
    ports: [tcp(3000)],
    sources: [
      "https://github.com/aws/aws-lambda-web-adapter/issues/179",
      "https://github.com/aws-samples/aws-lambda-extensions/issues/34",
    ],
  },
  {
    name: "the AWS Parameters and Secrets extension",
    marks: ["extensions/AWSParametersAndSecretsLambdaExtension"],
    wrapper: null,
    ports: [tcp(2773, "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT")],
    sources: [
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html",
    ],
  },
  {
    name: "the AWS AppConfig agent",
    marks: ["extensions/AppConfigAgent"],
    wrapper: null,
    ports: [tcp(2772, "AWS_APPCONFIG_EXTENSION_HTTP_PORT")],
    sources: [
      "https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-integration-lambda-extensions.html",
    ],
  },
  {
    name: "the AWS Lambda Web Adapter",
    marks: ["extensions/lambda-adapter"],
    wrapper: "bootstrap",
    // The function's own server listens there.
    ports: [tcp(8080, "AWS_LWA_PORT")],
    sources: ["https://github.com/aws/aws-lambda-web-adapter#configurations"],
  },
  {
    name: "Elastic's APM extension",
    marks: ["extensions/apm-lambda-extension"],
    wrapper: null,
    ports: [tcp(8200, "ELASTIC_APM_DATA_RECEIVER_SERVER_PORT")],
    sources: [
      "https://github.com/elastic/apm-aws-lambda/blob/main/docs/reference/aws-lambda-config-options.md",
    ],
  },
  {
    name: "New Relic's extension",
    marks: ["extensions/newrelic-lambda-extension"],
    wrapper: null,
    ports: [],
    sources: ["https://github.com/newrelic/newrelic-lambda-layers"],
  },
  {
    name: "Outcrop",
    marks: ["extensions/outcrop"],
    wrapper: "outcrop-wrapper",
    ports: [],
    sources: ["layer-template"],
  },
];
