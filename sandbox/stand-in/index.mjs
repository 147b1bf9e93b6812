/**
 * A small runtime client over node:http, for machines where Lambda's own cannot be built. It follows
 * aws-lambda-ric 4.0.2: every handler is loaded by import(), streaming, error shapes, an init error is posted
 * and then thrown. It has no native addon and no concurrent mode.
 */
import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { format } from "node:util";

const require = createRequire(import.meta.url);
const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const base = "/2018-06-01/runtime";
const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");
let requestId = "-";

globalThis.awslambda = {
  ...globalThis.awslambda,
  streamifyResponse(handler) {
    handler[streaming] = "response";
    return handler;
  },
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setHeader("Content-Type", "application/vnd.awslambda.http-integration-response");
      const write = stream.write.bind(stream);
      stream.write = (...parameters) => {
        stream.write = write;
        write(JSON.stringify(prelude));
        write(new Uint8Array(8));
        return write(...parameters);
      };
      return stream;
    },
  },
};

for (const [method, level] of Object.entries({
  log: "INFO",
  info: "INFO",
  debug: "DEBUG",
  trace: "TRACE",
  warn: "WARN",
  error: "ERROR",
})) {
  console[method] = (...parameters) => print(level, format(...parameters));
}

function print(level, message) {
  const timestamp = new Date().toISOString();
  const isJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === "JSON";
  const line = isJson
    ? JSON.stringify({ timestamp, level, requestId, message })
    : [timestamp, requestId, level, message].join("\t");
  process.stdout.write(`${line.replace(/\n/g, "\r")}\n`);
}

function call(method, path, headers = {}) {
  let done;
  const answer = new Promise((resolve, reject) => {
    done = request({ hostname, port, agent, method, path: base + path, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    done.on("error", reject);
  });
  return { request: done, answer };
}

async function post(path, text, headers = {}) {
  const { request: outgoing, answer } = call("POST", path, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...headers,
  });
  outgoing.end(text);
  await answer;
}

function shape(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

async function load(taskRoot, handlerString) {
  if (handlerString.includes("..")) {
    throw new RuntimeError(
      "MalformedHandlerName",
      `'${handlerString}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const [, moduleName, handlerName] = /^([^.]*)\.(.*)$/.exec(basename(handlerString)) ?? [];
  if (moduleName === undefined) throw new RuntimeError("MalformedHandlerName", "Bad handler");
  const folder = handlerString.slice(0, handlerString.indexOf(basename(handlerString))).replace(/\/$/, "");
  const module = await loadModule(taskRoot, folder, moduleName);
  const find = (root) =>
    handlerName
      .split(".")
      .reduce((value, key) => (value && typeof value === "object" ? value[key] : undefined), root);
  const handler = find(module) ?? find(module?.default);
  if (!handler) throw new RuntimeError("HandlerNotFound", `${handlerString} is undefined or not exported`);
  if (typeof handler !== "function")
    throw new RuntimeError("HandlerNotFound", `${handlerString} is not a function`);
  if (handler.length >= 3 && !handler[streaming]) {
    throw new RuntimeError(
      "CallbackHandlerDeprecated",
      "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.",
    );
  }
  return handler;
}

async function loadModule(taskRoot, folder, name) {
  try {
    for (const extension of ["", ".js", ".mjs", ".cjs"]) {
      const file = resolve(taskRoot, folder, name) + extension;
      if (existsSync(file)) return await import(file);
    }
    return require(require.resolve(name, { paths: [taskRoot, join(taskRoot, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw Object.assign(new RuntimeError("UserCodeSyntaxError", String(error)), { stack: error.stack });
    if (error?.code === "MODULE_NOT_FOUND") throw new RuntimeError("ImportModuleError", String(error));
    throw error;
  }
}

function contextOf(headers) {
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    clientContext: parsed("lambda-runtime-client-context"),
    identity: parsed("lambda-runtime-cognito-identity"),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: requestId,
    tenantId: headers["lambda-runtime-aws-tenant-id"],
    xRayTraceId: headers["lambda-runtime-trace-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

async function respond(handler, event, context, path) {
  const text = JSON.stringify((await handler(event, context)) ?? null);
  await post(`${path}/response`, text);
}

async function stream(handler, event, context, path) {
  const errorType = "Lambda-Runtime-Function-Error-Type";
  const errorBody = "Lambda-Runtime-Function-Error-Body";
  const { request: outgoing, answer } = call("POST", `${path}/response`, {
    "Lambda-Runtime-Function-Response-Mode": "streaming",
    Trailer: [errorType, errorBody],
    "Content-Type": "application/octet-stream",
    "Transfer-Encoding": "chunked",
  });
  outgoing.setContentType = (type) => outgoing.setHeader("Content-Type", type);
  try {
    await handler(event, outgoing, context);
    await answer;
  } catch (error) {
    console.error("Invoke Error", JSON.stringify(shape(error)));
    const body = shape(error);
    outgoing.addTrailers({
      [errorType]: body.errorType,
      [errorBody]: Buffer.from(JSON.stringify(body)).toString("base64"),
    });
    outgoing.end();
    await answer;
  }
}

async function start(taskRoot, handlerString) {
  try {
    return await load(taskRoot, handlerString);
  } catch (error) {
    console.error("Init Error", JSON.stringify(shape(error)));
    const body = shape(error);
    await post("/init/error", JSON.stringify(body), { "Lambda-Runtime-Function-Error-Type": body.errorType });
    throw error;
  }
}

const handler = await start(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
for (;;) {
  const { request: poll, answer } = call("GET", "/invocation/next");
  poll.end();
  const { headers, body } = await answer;
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const path = `/invocation/${requestId}`;
  try {
    await (handler[streaming] ? stream : respond)(handler, JSON.parse(body), contextOf(headers), path);
  } catch (error) {
    console.error("Invoke Error", JSON.stringify(shape(error)));
    await post(`${path}/error`, JSON.stringify(shape(error)));
  }
}
