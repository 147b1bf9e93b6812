/**
 * `aws` for tests: records what it is called with, answers as the CLI does from an account kept in a file,
 * and fails where a fault is laid. The errors' wording is the CLI's own.
 */
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";

export interface Version {
  readonly Version: number;
  readonly hash: string;
  readonly statements: unknown[];
}

export interface RegionState {
  readonly layers: Record<string, Version[]>;
  readonly parameters: Record<string, string>;
}

export interface Fault {
  /** The fault strikes calls whose arguments, joined by spaces, hold this. */
  readonly when: string;
  /** How often; without it always. */
  times?: number;
  /** The call does its work first: its answer is lost. */
  readonly after?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
  /** Default 255. */
  readonly exit?: number;
}

export interface Account {
  readonly regions: Record<string, RegionState>;
  readonly faults: Fault[];
  /** Versions in one answer. */
  readonly pageSize: number;
}

export interface Call {
  readonly argv: string[];
  readonly retryMode: string | undefined;
  readonly maxAttempts: string | undefined;
}

class Failure extends Error {}

const folder = process.env["FAKE_AWS"];
if (folder !== undefined) main(folder, process.argv.slice(2));

function main(folder: string, argv: string[]): void {
  const call: Call = {
    argv,
    retryMode: process.env["AWS_RETRY_MODE"],
    maxAttempts: process.env["AWS_MAX_ATTEMPTS"],
  };
  appendFileSync(`${folder}/calls.jsonl`, `${JSON.stringify(call)}\n`);
  const account = JSON.parse(readFileSync(`${folder}/account.json`, "utf8")) as Account;
  const fault = account.faults.find(({ when, times }) => argv.join(" ").includes(when) && times !== 0);
  if (fault?.times !== undefined) fault.times -= 1;
  if (fault === undefined || fault.after === true) {
    try {
      const output = answer(account, argv);
      if (fault === undefined) process.stdout.write(`${output}\n`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      process.stderr.write(`\n${error.message}\n`);
      process.exitCode = 254;
    }
  }
  writeFileSync(`${folder}/account.json`, JSON.stringify(account));
  if (fault === undefined) return;
  process.stdout.write(fault.stdout ?? "");
  process.stderr.write(fault.stderr ?? "");
  process.exitCode = fault.exit ?? 255;
}

function answer(account: Account, argv: string[]): string {
  const [service, operation] = argv;
  const option = (name: string): string => argv[argv.indexOf(name) + 1] ?? "";
  const given = (name: string): boolean => argv.includes(name);
  if (operation === "describe-regions") return JSON.stringify(Object.keys(account.regions));
  const region = option("--region");
  const state = account.regions[region];
  if (state === undefined)
    throw failure(
      "UnrecognizedClientException",
      operation,
      "The security token included in the request is invalid.",
    );
  const name = option("--layer-name");
  const versions = state.layers[name] ?? [];
  const version = versions.find(({ Version }) => `${Version}` === option("--version-number"));
  const arn = (number: number): string =>
    `arn:${partitionOf(region)}:lambda:${region}:111122223333:layer:${name}:${number}`;
  switch (`${service} ${operation}`) {
    case "lambda list-layer-versions": {
      const from = given("--starting-token") ? Number(option("--starting-token")) : 0;
      const page = versions
        .slice(from, from + account.pageSize)
        .map(({ Version }) => ({ LayerVersionArn: arn(Version), Version }));
      const more =
        from + account.pageSize < versions.length ? { NextToken: `${from + account.pageSize}` } : {};
      return JSON.stringify({ LayerVersions: page, ...more });
    }
    case "lambda get-layer-version":
      if (version === undefined)
        throw failure("ResourceNotFoundException", operation, "The resource you requested does not exist.");
      return JSON.stringify({
        Content: { CodeSha256: version.hash },
        LayerVersionArn: arn(version.Version),
        Version: version.Version,
      });
    case "lambda publish-layer-version": {
      const hash = createHash("sha256")
        .update(readFileSync(option("--zip-file").replace(/^fileb:\/\//, "")))
        .digest("base64");
      const number = Math.max(0, ...versions.map(({ Version }) => Version)) + 1;
      state.layers[name] = [...versions, { Version: number, hash, statements: [] }];
      return arn(number);
    }
    case "lambda get-layer-version-policy":
      if (version === undefined || version.statements.length === 0) {
        throw failure(
          "ResourceNotFoundException",
          operation,
          "No policy is associated with the given resource.",
        );
      }
      return JSON.stringify({
        Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: version.statements }),
        RevisionId: "1",
      });
    case "lambda add-layer-version-permission": {
      if (version === undefined)
        throw failure("ResourceNotFoundException", operation, "The resource you requested does not exist.");
      const organisation = given("--organization-id") ? option("--organization-id") : null;
      version.statements.push(
        statementOf(region, option("--statement-id"), option("--principal"), organisation),
      );
      return "{}";
    }
    case "ssm get-parameter": {
      const value = state.parameters[option("--name")];
      if (value === undefined) throw failure("ParameterNotFound", operation, "");
      return JSON.stringify({ Parameter: { Name: option("--name"), Type: "String", Value: value } });
    }
    case "ssm put-parameter":
      state.parameters[option("--name")] = option("--value");
      return JSON.stringify({ Version: 1, Tier: "Standard" });
    default:
      throw new Error(`aws ${service} ${operation} is not known here`);
  }
}

export function statementOf(
  region: string,
  Sid: string,
  principal: string,
  organisation: string | null,
): unknown {
  const Principal = principal === "*" ? "*" : { AWS: `arn:${partitionOf(region)}:iam::${principal}:root` };
  const Condition =
    organisation === null ? undefined : { StringEquals: { "aws:PrincipalOrgID": organisation } };
  return { Sid, Effect: "Allow", Principal, Action: "lambda:GetLayerVersion", Resource: "*", Condition };
}

function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

function failure(code: string, operation: string | undefined, message: string): Failure {
  const name = (operation ?? "").replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return new Failure(`An error occurred (${code}) when calling the ${name} operation: ${message}`);
}
