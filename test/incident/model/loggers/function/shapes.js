/** Each shape logs one error in one way. */
import { format, inspect, stripVTControlCharacters } from "node:util";
import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import errorLogger from "@middy/error-logger";
import bunyan from "bunyan";
import { createConsola } from "consola";
import lambdaLog from "lambda-log";
import log4js from "log4js";
import loglevel from "loglevel";
import pino from "pino";
import { lambdaRequestTracker, pinoLambdaDestination } from "pino-lambda";
import { serializeError } from "serialize-error";
import winston from "winston";
import { aggregate, missing, refused, twice, unnamed, wrapped } from "./errors.js";

process.env.ROARR_LOG = "true";
const { Roarr } = await import("roarr");
const { serializeError: roarrError } = await import("serialize-error");

const plainPino = pino();
const track = lambdaRequestTracker();
const forLambda = pino({}, pinoLambdaDestination());
const { combine, timestamp, json, simple, splat, errors, printf, colorize, logstash, cli } = winston.format;
const logger = (...formats) =>
  winston.createLogger({ format: combine(...formats), transports: [new winston.transports.Console()] });
const quiet = () => new Logger({ serviceName: "orders" });
const log4 = log4js.configure({
  appenders: { out: { type: "stdout" }, plain: { type: "stdout", layout: { type: "basic" } } },
  categories: {
    default: { appenders: ["out"], level: "info" },
    plain: { appenders: ["plain"], level: "info" },
  },
});

export const shapes = {
  "console.error(error)": () => console.error(missing()),
  "console.error(text, error)": () => console.error("failed", missing()),
  "console.error with a format": () => console.error("failed: %s", missing()),
  "console.error(error.stack)": () => console.error(missing().stack),
  "console.error(`${error.stack}`) behind words": () => console.error(`Order 7 failed: ${missing().stack}`),
  "console.log(error)": () => console.log(missing()),
  "console.warn(text, error)": () => console.warn("will try again", refused()),
  "console.debug(error)": () => console.debug(missing()),
  "console.error with a code": () => console.error(refused()),
  "console.error with a cause": () => console.error(wrapped()),
  "console.error with two causes": () => console.error("giving up", twice()),
  "console.error with aggregated errors": () => console.error(aggregate()),
  "console.error of a class without a name": () => console.error(unnamed()),
  "console.error of an object that holds it": () => console.error({ orderId: 7, err: wrapped() }),
  "console.error of an object behind words": () =>
    console.error("failed", { error: missing(), order: { id: 7 } }),
  "console.error of a list": () => console.error([refused(), missing()]),
  "console.error in colours": () => console.error(inspect(wrapped(), { colors: true })),
  "console.error of JSON with a stack": () => {
    const { name, message, stack } = missing();
    console.error(JSON.stringify({ name, message, stack }));
  },
  "console.error of JSON under a key": () => {
    const { message, stack } = missing();
    console.error(JSON.stringify({ msg: "failed", details: { error: { message, stack } } }));
  },
  "console.error of JSON behind words": () => {
    const { name, message, stack } = refused();
    console.error("failed", JSON.stringify({ name, message, stack, code: "ECONNREFUSED" }));
  },
  "console.error of JSON of all own keys": () => {
    const error = refused();
    console.error(JSON.stringify(error, Object.getOwnPropertyNames(error)));
  },
  "console.error of serialize-error": () => console.error(JSON.stringify(serializeError(twice()))),
  "console.log of serialize-error, indented": () =>
    console.log(JSON.stringify(serializeError(wrapped()), null, 2)),
  "console.error of an escaped string": () => {
    const { name, message, stack } = missing();
    console.error(JSON.stringify({ level: "error", payload: JSON.stringify({ name, message, stack }) }));
  },
  "process.stderr.write": () => void process.stderr.write(`${inspect(wrapped())}\n`),
  "process.stdout.write of a stack": () => void process.stdout.write(`${missing().stack}\n`),
  "pino, error(err)": () => plainPino.error(missing()),
  "pino, error({err}, text)": () => plainPino.error({ err: wrapped(), orderId: 7 }, "quote failed"),
  "pino, fatal(err)": () => plainPino.fatal(refused()),
  "pino, warn(err)": () => plainPino.warn({ err: refused() }, "will try again"),
  "pino, info(err)": () => plainPino.info({ err: missing() }, "noted"),
  "pino, aggregated errors": () => plainPino.error(aggregate()),
  "pino, a class without a name": () => plainPino.error(unnamed()),
  "pino, errWithCause": () =>
    pino({ serializers: { err: pino.stdSerializers.errWithCause } }).error({ err: twice() }, "giving up"),
  "pino, another key": () => pino({ errorKey: "error" }).error(missing(), "failed"),
  "pino, a serializer of your own": () =>
    pino({ serializers: { failure: pino.stdSerializers.err } }).error({ failure: refused() }, "failed"),
  "pino, levels as words": () =>
    pino({
      messageKey: "message",
      formatters: { level: (severity) => ({ severity: severity.toUpperCase() }) },
    }).error(missing(), "failed"),
  "pino, nested": () => pino({ nestedKey: "payload" }).error({ err: missing() }, "failed"),
  "pino-lambda": (_, event, context) => {
    track(event, context);
    forLambda.error({ err: missing() }, "failed");
  },
  "winston, json with errors": () => logger(errors({ stack: true }), timestamp(), json()).error(missing()),
  "winston, json with errors and a cause": () =>
    logger(errors({ stack: true, cause: true }), json()).error(wrapped()),
  "winston, json with text and error": () =>
    logger(errors({ stack: true }), json()).error("quote failed", missing()),
  "winston, json with metadata": () => logger(json()).error("failed", { error: serializeError(refused()) }),
  "winston, simple with errors": () =>
    logger(
      errors({ stack: true }),
      printf(({ level, message, stack }) => `${level}: ${message} - ${stack}`),
    ).error(missing()),
  "winston, the stack as the message": () => logger(simple()).error(missing().stack),
  "winston, splat": () => logger(splat(), simple()).error("failed: %s", missing().stack),
  "winston, colours": () => logger(colorize(), simple()).error(missing().stack),
  "winston, logstash": () => logger(errors({ stack: true }), logstash()).error(missing()),
  "winston, cli": () => logger(cli()).warn(missing().stack),
  "bunyan, error(err)": () => bunyan.createLogger({ name: "orders" }).error(refused()),
  "bunyan, error({err}, text)": () =>
    bunyan
      .createLogger({ name: "orders", serializers: bunyan.stdSerializers })
      .error({ err: missing() }, "failed"),
  "bunyan, a cause": () =>
    bunyan.createLogger({ name: "orders", serializers: bunyan.stdSerializers }).error({ err: wrapped() }),
  "Powertools, error(text, err)": () => quiet().error("quote failed", missing()),
  "Powertools, a cause": () => quiet().error("quote failed", wrapped()),
  "Powertools, another key": () => quiet().error("failed", { failure: twice() }),
  "Powertools, warn": () => quiet().warn("will try again", refused()),
  "Powertools, critical": () => quiet().critical("failed", aggregate()),
  "log4js, colours": () => log4.getLogger().error("failed", missing()),
  "log4js, basic": () => log4.getLogger("plain").error(refused()),
  loglevel: () => loglevel.error("failed", missing()),
  "consola, basic": () => createConsola({ fancy: false, level: 3 }).error(missing()),
  "consola, a cause": () => createConsola({ level: 3 }).error(wrapped()),
  roarr: () => Roarr.error({ error: roarrError(missing()) }, "quote failed"),
  "lambda-log": () => lambdaLog.error(missing()),
  "lambda-log, warn": () => lambdaLog.warn("will try again", { error: serializeError(refused()) }),
  "@middy/error-logger": (shape) =>
    middy()
      .use(errorLogger())
      .onError((request) => {
        request.response = { statusCode: 500 };
      })
      .handler(() => {
        throw missing();
      })({ shape }, {}),
  "a Sentry event": () => {
    const { stack } = missing();
    const frames = [
      { filename: "/var/task/errors.js", function: "convert", lineno: 19, colno: 29, in_app: true },
    ];
    const quoted = { filename: "/var/task/errors.js", function: "quote", lineno: 24, colno: 9 };
    const cause = { type: "TypeError", value: "rates.convertAll is not a function", stacktrace: { frames } };
    const values = [
      cause,
      { type: "QuoteError", value: "no quote for order 7", stacktrace: { frames: [...frames, quoted] } },
    ];
    console.error(
      JSON.stringify({
        level: "error",
        platform: "node",
        exception: { values },
        extra: { lines: stack.length },
      }),
    );
  },
  "OpenTelemetry's log record": () => {
    const { name, message, stack } = missing();
    const attributes = {
      "exception.type": name,
      "exception.message": message,
      "exception.stacktrace": stack,
    };
    console.log(JSON.stringify({ severityText: "ERROR", severityNumber: 17, body: "failed", attributes }));
  },
  "ECS, as Elastic's loggers write it": () => {
    const { name, message, stack } = missing();
    const log = { "log.level": "error", "ecs.version": "8.10.0", message: "failed" };
    console.log(JSON.stringify({ ...log, error: { type: name, message, stack_trace: stack } }));
  },
  "a text of several lines, uncoloured": () =>
    void process.stdout.write(
      `${stripVTControlCharacters(format("%s ERROR [orders] %s", "12:00:01", missing().stack))}\n`,
    ),
};
