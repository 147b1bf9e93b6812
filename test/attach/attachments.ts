/** What every file of the guides attaches, whatever it is written in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseHcl } from "@cdktf/hcl2json";
import { parse as parseYaml } from "yaml";
import { attachFolder } from "./attach-folder.ts";
import { functionsOf, readTemplate } from "./cloud-formation.ts";
import { parseDockerfile } from "./dockerfile.ts";

export interface Attachment {
  /** The file, and the function in it. */
  readonly name: string;
  readonly runtime: string | undefined;
  /** References to layers in their order, as the file's language writes them; none for an image. */
  readonly layers: readonly string[] | null;
  /** Values that are references are in the file's language. */
  readonly variables: Readonly<Record<string, string>>;
}

export const templatePaths = [
  "cloudformation/template.yaml",
  "sam/template.yaml",
  "managed-instances/template.yaml",
  "chaining/datadog.yaml",
  "chaining/adot.yaml",
  "chaining/opentelemetry.yaml",
  "chaining/new-relic.yaml",
] as const;

export async function attachments(): Promise<Attachment[]> {
  return [
    ...templatePaths.flatMap(inTemplate),
    ...(await inTerraform()),
    ...inServerless(),
    ...dockerfiles.map(inDockerfile),
  ];
}

export const dockerfiles = ["container/Dockerfile", "container/Dockerfile.own-base"] as const;

const read = (path: string): string => readFileSync(join(attachFolder, path), "utf8");

function inTemplate(path: string): Attachment[] {
  const written = (value: unknown): string =>
    typeof value === "string" ? value : `!Ref ${(value as { readonly Ref: string }).Ref}`;
  return [...functionsOf(readTemplate(attachFolder, path))].map(
    ([name, { Runtime, Layers = [], Environment }]) => ({
      name: `${path}: ${name}`,
      runtime: Runtime,
      layers: Layers.map(written),
      variables: Object.fromEntries(
        Object.entries(Environment?.Variables ?? {}).map(([key, value]) => [key, written(value)]),
      ),
    }),
  );
}

interface Hcl {
  readonly resource: {
    readonly aws_lambda_function: Readonly<
      Record<
        string,
        readonly {
          readonly runtime: string;
          readonly layers: string;
          readonly environment: readonly { readonly variables: string }[];
        }[]
      >
    >;
  };
}

/**
 * Layers and variables are expressions there: their literals and their last operand are what is looked at.
 */
async function inTerraform(): Promise<Attachment[]> {
  const hcl = (await parseHcl("main.tf", read("terraform/main.tf"))) as unknown as Hcl;
  return Object.entries(hcl.resource.aws_lambda_function).flatMap(([name, blocks]) =>
    blocks.map(({ runtime, layers, environment }) => ({
      name: `terraform/main.tf: ${name}`,
      runtime,
      layers: /^\$\{concat\(local\.layers, \[(.*)\]\)\}$/.exec(layers)?.[1]?.split(", ") ?? [],
      variables: Object.fromEntries(
        environment.flatMap(({ variables }) =>
          [...variables.matchAll(/(\w+) = "([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
        ),
      ),
    })),
  );
}

interface ServerlessService {
  readonly provider: {
    readonly runtime: string;
    readonly layers: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
  };
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly handler: string;
        readonly layers?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/**
 * A function's layers replace the provider's (serverless/serverless#11063); its variables are added to them.
 */
function inServerless(): Attachment[] {
  const { provider, functions } = parseYaml(read("serverless/serverless.yml"), {
    strict: true,
  }) as ServerlessService;
  return Object.entries(functions).map(([name, { layers, environment }]) => ({
    name: `serverless/serverless.yml: ${name}`,
    runtime: provider.runtime,
    layers: layers ?? provider.layers,
    variables: { ...provider.environment, ...environment },
  }));
}

function inDockerfile(path: string): Attachment {
  const { env, entrypoint } = parseDockerfile(read(path));
  // In front of Node the wrapper needs no variable.
  const inFront = entrypoint?.[0];
  return {
    name: path,
    runtime: undefined,
    layers: null,
    variables: inFront === undefined ? env : { ...env, AWS_LAMBDA_EXEC_WRAPPER: inFront },
  };
}
