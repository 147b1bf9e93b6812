/**
 * The ordinary functions that must be met with silence. Each is in functions/<name>, with its package.json
 * and the lock of its package manager.
 */

export interface OrdinaryFunction {
  readonly name: string;
  /** What it is an example of. */
  readonly about: string;
  /** Names of folders in roots/, lowest first. */
  readonly layers?: readonly ("powertools-layer" | "sdk-layer" | "otel-layer" | "datadog-layer")[];
  /**
   * This release loads an ES module by `require`: its user has to allow that, with the option that Lambda's
   * guide names.
   */
  readonly requireEsm?: true;
  /**
   * The first Node line it starts on in the sandbox, without the layer too: on 22 the sandbox's hook for
   * NODE_PATH makes its requires a cycle.
   */
  readonly from?: 24;
  /** Default `index.handler`. */
  readonly handler?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Bundled by esbuild into one file, `external` left out; otherwise deployed with its node_modules. */
  readonly bundle?: { readonly format: "cjs" | "esm"; readonly external?: readonly string[] };
}

/** The layer's own wrapper, run by Outcrop's. */
const otel = { OUTCROP_EXEC_WRAPPER: "/opt/otel-handler" };

export const ordinaryFunctions: readonly OrdinaryFunction[] = [
  { name: "s3-presign", about: "S3 client and presigner of its own, newer than the runtime's" },
  { name: "dynamodb-of-the-runtime", about: "no package at all: the SDK of the runtime" },
  { name: "dynamodb-own", about: "document client of its own, ES module" },
  { name: "sqs-partial-batch", about: "SQS client of its own, with an SDK layer", layers: ["sdk-layer"] },
  { name: "express", about: "express with the usual middleware" },
  { name: "fastify", about: "fastify", requireEsm: true },
  { name: "axios-zod", about: "axios and zod" },
  { name: "drizzle-pg", about: "drizzle on pg, ES module" },
  { name: "prisma-client", about: "Prisma's client runtime" },
  {
    name: "powertools-layer",
    about: "Powertools from its layer, middy of its own, ES module",
    layers: ["powertools-layer"],
  },
  { name: "powertools-own", about: "Powertools of its own on the runtime's SDK" },
  { name: "middy", about: "middy with five middlewares, ES module", requireEsm: true, from: 24 },
  { name: "mongodb", about: "mongodb driver", layers: ["powertools-layer"] },
  { name: "mongoose", about: "mongoose" },
  { name: "pg", about: "pg" },
  { name: "mysql2-knex", about: "knex on mysql2" },
  { name: "ioredis", about: "ioredis" },
  { name: "sharp", about: "sharp for this host" },
  { name: "apollo", about: "Apollo server on graphql" },
  { name: "jsonwebtoken", about: "jsonwebtoken, bcryptjs, jwks-rsa", requireEsm: true },
  { name: "lodash-date-fns", about: "lodash, date-fns, uuid, ES module" },
  { name: "pino", about: "pino" },
  { name: "winston", about: "winston", layers: ["powertools-layer"] },
  { name: "got-undici", about: "got and undici, ES modules" },
  { name: "nodemailer-handlebars", about: "nodemailer and handlebars" },
  { name: "stripe", about: "stripe" },
  { name: "openai", about: "openai with zod" },
  { name: "langchain", about: "LangChain on OpenAI" },
  { name: "typeorm", about: "typeorm on pg" },
  { name: "cheerio", about: "cheerio and axios" },
  { name: "puppeteer-core", about: "puppeteer-core, ES module" },
  { name: "dd-trace", about: "dd-trace in the function" },
  {
    name: "datadog-layer",
    about: "dd-trace of the function's own under Datadog's layer, which prefers it to its own",
    layers: ["datadog-layer"],
    handler: "/opt/nodejs/node_modules/datadog-lambda-js/dist/handler.handler",
    env: { DD_LAMBDA_HANDLER: "index.handler", DD_TRACE_ENABLED: "true", DD_FLUSH_TO_LOG: "true" },
  },
  { name: "nestjs", about: "NestJS on express", requireEsm: true },
  { name: "bundled-express", about: "express, bundled", bundle: { format: "cjs" } },
  {
    name: "bundled-with-runtime-sdk",
    about: "bundled, with the SDK left to the runtime",
    bundle: { format: "cjs", external: ["@aws-sdk/*", "@smithy/*"] },
  },
  {
    name: "bundled-esm",
    about: "axios, date-fns and uuid, bundled as an ES module",
    bundle: { format: "esm" },
  },
  {
    name: "otel-layer",
    about: "pg and axios under an OpenTelemetry layer",
    layers: ["otel-layer"],
    env: otel,
  },
  {
    name: "otel-api-own",
    about: "OpenTelemetry's API of its own under an OpenTelemetry layer",
    layers: ["otel-layer"],
    env: otel,
  },
  {
    name: "sdk-layer",
    about: "no package: the SDK of a layer in front of the runtime's",
    layers: ["sdk-layer"],
  },
];
