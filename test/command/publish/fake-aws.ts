/**
 * An account at AWS on this machine: Lambda's REST and JSON, the JSON of Systems Manager, the XML of EC2 and
 * STS. The real SDK talks to it. Region and service are in each request's signature.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly service: string;
  readonly region: string;
  /** As the API's model names it. */
  readonly operation: string;
  readonly accessKey: string;
  /** What the path names, and the body. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** `lost`: the call does its work and the connection breaks. `hang`: it does its work and never answers. */
export type Fault =
  | "lost"
  | "hang"
  | { readonly error: string; readonly message?: string; readonly status?: number }
  | { readonly body: string | Buffer; readonly status?: number };

interface Version {
  readonly Version: number;
  readonly hash: string;
  readonly statements: { readonly Sid: string }[];
}

class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export class FakeAws {
  readonly asked: Asked[] = [];
  /** Of each region that is enabled: its layers and parameters. */
  readonly regions = new Map<string, { layers: Map<string, Version[]>; parameters: Map<string, string> }>();
  pageSize = 50;
  fault: (asked: Asked) => Fault | null = () => null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeAws> {
    const server = createServer((request, response) => void aws.#respond(request, response));
    const aws = new FakeAws(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return aws;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(...regions: string[]): void {
    this.asked.length = 0;
    this.fault = () => null;
    this.pageSize = 50;
    this.regions.clear();
    for (const region of regions) this.regions.set(region, { layers: new Map(), parameters: new Map() });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Those that change something, as `region Operation`. */
  get writes(): string[] {
    const writes = this.asked.filter(({ operation }) => /^(Publish|Add|Put)/.test(operation));
    return writes.map(({ region, operation }) => `${region} ${operation}`);
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request);
    this.asked.push(asked);
    const fault = this.fault(asked);
    if (fault === "hang" || fault === "lost") {
      this.#answer(asked);
      if (fault === "lost") request.socket.destroy();
    } else if (fault !== null && "body" in fault) {
      response.writeHead(fault.status ?? 200, { "content-type": contentTypeOf(asked) }).end(fault.body);
    } else {
      try {
        if (fault !== null) throw new ServiceError(fault.error, fault.message ?? "", fault.status);
        const answer = this.#answer(asked);
        response.writeHead(200, { "content-type": contentTypeOf(asked) });
        response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        writeError(asked, error, response);
      }
    }
  }

  #answer({ service, region, operation, input }: Asked): object | string {
    if (operation === "AssumeRole") return assumedRole;
    if (operation === "DescribeRegions") {
      const items = [...this.regions.keys()].map((name) => `<item><regionName>${name}</regionName></item>`);
      return `<DescribeRegionsResponse><regionInfo>${items.join("")}</regionInfo></DescribeRegionsResponse>`;
    }
    const state = this.regions.get(region);
    if (state === undefined)
      throw new ServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    const name = String(service === "ssm" ? input["Name"] : input["LayerName"]);
    const versions = state.layers.get(name) ?? [];
    const version = versions.find(({ Version }) => Version === input["VersionNumber"]);
    const arn = (number: number): string =>
      `arn:${partitionOf(region)}:lambda:${region}:111122223333:layer:${name}:${number}`;
    switch (operation) {
      case "ListLayerVersions": {
        const from = Number(input["Marker"] ?? 0);
        const more = from + this.pageSize < versions.length && { NextMarker: `${from + this.pageSize}` };
        return { LayerVersions: versions.slice(from, from + this.pageSize), ...more };
      }
      case "PublishLayerVersion": {
        const { ZipFile } = input["Content"] as { ZipFile: string };
        const hash = createHash("sha256").update(Buffer.from(ZipFile, "base64")).digest("base64");
        const number = Math.max(0, ...versions.map(({ Version }) => Version)) + 1;
        state.layers.set(name, [...versions, { Version: number, hash, statements: [] }]);
        return { LayerVersionArn: arn(number), Version: number, Content: { CodeSha256: hash } };
      }
      case "GetParameter": {
        const value = state.parameters.get(name);
        if (value === undefined) throw new ServiceError("ParameterNotFound", "");
        return { Parameter: { Name: name, Type: "String", Value: value } };
      }
      case "PutParameter":
        state.parameters.set(name, String(input["Value"]));
        return { Version: 1, Tier: "Standard" };
    }
    if (version === undefined) throw new ServiceError("ResourceNotFoundException", "It does not exist.", 404);
    switch (operation) {
      case "GetLayerVersion":
        return {
          LayerVersionArn: arn(version.Version),
          Version: version.Version,
          Content: { CodeSha256: version.hash },
        };
      case "GetLayerVersionPolicy":
        if (version.statements.length === 0)
          throw new ServiceError("ResourceNotFoundException", "No policy is associated.", 404);
        return { Policy: JSON.stringify({ Version: "2012-10-17", Statement: version.statements }) };
      case "AddLayerVersionPermission": {
        const { StatementId, Principal, OrganizationId } = input as Record<string, string>;
        const Sid = StatementId ?? "";
        if (version.statements.some((statement) => statement.Sid === Sid))
          throw new ServiceError("ResourceConflictException", `The statement id (${Sid}) exists.`, 409);
        version.statements.push(statementOf(region, Sid, Principal ?? "", OrganizationId ?? null));
        return { Statement: "{}" };
      }
      default:
        throw new Error(`${operation} is not known here`);
    }
  }
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  const scope = /Credential=(\w+)\/\d+\/([\w-]+)\/(\w+)\//.exec(request.headers.authorization ?? "");
  const [, accessKey = "", region = "", service = ""] = scope ?? [];
  const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
  if (service === "ec2" || service === "sts") {
    const input = Object.fromEntries(new URLSearchParams(text));
    return { service, region, accessKey, operation: String(input["Action"]), input };
  }
  const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  if (target !== undefined) return { service, region, accessKey, operation: target, input: body };
  const url = new URL(request.url ?? "/", "http://localhost");
  const [, LayerName, number, policy] =
    /^\/[\d-]+\/layers\/([^/]+)\/versions(?:\/(\d+))?(\/policy)?$/.exec(url.pathname) ?? [];
  const isPost = request.method === "POST";
  const unnumbered = isPost ? "PublishLayerVersion" : "ListLayerVersions";
  const policyOperation = isPost ? "AddLayerVersionPermission" : "GetLayerVersionPolicy";
  const numbered = policy === undefined ? "GetLayerVersion" : policyOperation;
  const operation = number === undefined ? unnumbered : numbered;
  const path = { LayerName, ...(number !== undefined && { VersionNumber: Number(number) }) };
  const input = { ...path, ...Object.fromEntries(url.searchParams), ...body };
  return { service, region, accessKey, operation, input };
}

const isXml = ({ service }: Asked): boolean => service === "ec2" || service === "sts";

function contentTypeOf(asked: Asked): string {
  return isXml(asked) ? "text/xml" : "application/json";
}

function writeError(asked: Asked, { code, message, status }: ServiceError, response: ServerResponse): void {
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const xml =
    asked.service === "ec2"
      ? `<Response><Errors>${error}</Errors></Response>`
      : `<ErrorResponse>${error}</ErrorResponse>`;
  const json = JSON.stringify({ __type: code, message, Message: message });
  response.writeHead(status, {
    "content-type": contentTypeOf(asked),
    ...(!isXml(asked) && { "x-amzn-errortype": code }),
  });
  response.end(isXml(asked) ? xml : json);
}

const assumedRole = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAOFTHEROLE0000000</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

export function statementOf(
  region: string,
  Sid: string,
  principal: string,
  organisation: string | null,
): { readonly Sid: string } {
  const Principal = principal === "*" ? "*" : { AWS: `arn:${partitionOf(region)}:iam::${principal}:root` };
  const condition = organisation !== null && {
    Condition: { StringEquals: { "aws:PrincipalOrgID": organisation } },
  };
  const statement = { Sid, Effect: "Allow", Principal, Action: "lambda:GetLayerVersion", Resource: "*" };
  return { ...statement, ...condition };
}

function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
