/** The protocols of the services that commands ask: JSON by a target, REST and JSON, Query and XML. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Asked {
  /** As the request's signature names it: lambda, iam, sts, logs, monitoring, cloudformation. */
  readonly service: string;
  readonly accessKey: string;
  /** As the API's model names it. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Lambda's operations by method and path; `{Name}` is an input. */
const routes: readonly (readonly [method: string, path: string, operation: string])[] = [
  ["POST", "/2018-10-31/layers/{LayerName}/versions", "PublishLayerVersion"],
  ["GET", "/2018-10-31/layers/{LayerName}/versions", "ListLayerVersions"],
  ["DELETE", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}", "DeleteLayerVersion"],
  ["GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}", "GetLayerVersion"],
  ["GET", "/2018-10-31/layers", "ListLayers"],
  ["POST", "/2015-03-31/functions", "CreateFunction"],
  ["GET", "/2015-03-31/functions", "ListFunctions"],
  ["GET", "/2015-03-31/functions/{FunctionName}/configuration", "GetFunctionConfiguration"],
  ["POST", "/2015-03-31/functions/{FunctionName}/invocations", "Invoke"],
  ["DELETE", "/2015-03-31/functions/{FunctionName}", "DeleteFunction"],
  ["GET", "/2015-03-31/functions/{FunctionName}", "GetFunction"],
  ["GET", "/2015-03-31/functions/{FunctionName}/aliases", "ListAliases"],
  ["PUT", "/2015-03-31/functions/{FunctionName}/configuration", "UpdateFunctionConfiguration"],
  ["GET", "/2020-06-30/functions/{FunctionName}/code-signing-config", "GetFunctionCodeSigningConfig"],
  ["GET", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}", "GetCodeSigningConfig"],
];

export async function readRequest(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  const scope = /Credential=(\w+)\/\d+\/[\w-]+\/(\w+)\//.exec(request.headers.authorization ?? "");
  const [, accessKey = "", service = ""] = scope ?? [];
  const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
  if (target !== undefined) return { service, accessKey, operation: target, input: JSON.parse(text) };
  if (service !== "lambda") {
    const { Action: operation = "", ...input } = Object.fromEntries(new URLSearchParams(text));
    return { service, accessKey, operation, input };
  }
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  for (const [method, path, operation] of routes) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const found = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}/?$`).exec(pathname);
    if (found === null || request.method !== method) continue;
    const ofPath = Object.fromEntries(
      names.map((name, place) => [name, decodeURIComponent(found[place + 1] ?? "")]),
    );
    const body = text === "" ? {} : (JSON.parse(text) as object);
    const input = { ...Object.fromEntries(searchParams), ...body, ...ofPath };
    const isOfArn = searchParams.get("find") === "LayerVersion";
    return { service, accessKey, operation: isOfArn ? "GetLayerVersionByArn" : operation, input };
  }
  throw new Error(`${request.method} ${pathname} is not known here`);
}

const isXml = ({ service }: Asked): boolean => ["iam", "sts", "cloudformation"].includes(service);

/** @param answer an object; for the Query protocol each list is of members */
export function writeAnswer(asked: Asked, answer: object, response: ServerResponse): void {
  if (asked.operation === "Invoke") {
    const { payload, error } = answer as { payload: string; error: string | null };
    response.writeHead(200, {
      "content-type": "application/json",
      ...(error && { "x-amz-function-error": error }),
    });
    response.end(payload);
    return;
  }
  const { operation } = asked;
  const text = isXml(asked)
    ? `<${operation}Response><${operation}Result>${xml(answer)}</${operation}Result></${operation}Response>`
    : JSON.stringify(answer);
  response.writeHead(200, { "content-type": isXml(asked) ? "text/xml" : "application/x-amz-json-1.0" });
  response.end(text);
}

export function writeError(
  asked: Asked,
  { code, message, status }: ServiceError,
  response: ServerResponse,
): void {
  const text = isXml(asked)
    ? `<ErrorResponse><Error>${xml({ Type: "Sender", Code: code, Message: message })}</Error></ErrorResponse>`
    : JSON.stringify({ __type: code, message, Message: message });
  response.writeHead(status, {
    "content-type": isXml(asked) ? "text/xml" : "application/json",
    ...(!isXml(asked) && { "x-amzn-errortype": code }),
  });
  response.end(text);
}

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join("");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `<${name}>${xml(inner)}</${name}>`)
      .join("");
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
