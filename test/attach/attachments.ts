/** What every file of the guides attaches, whatever it is written in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseHcl } from "@cdktf/hcl2json";
import { attachFolder } from "./attach-folder.ts";
import { functionsOf, parseTemplate, readTemplate } from "./cloud-formation.ts";
import { parseDockerfile } from "./dockerfile.ts";
import { guideFiles } from "./files.ts";

export interface Attachment {
  /** The file, and the function in it. */
  readonly name: string;
  readonly runtime: string | undefined;
  /** References to layers in their order, as the file's language writes them; none for an image. */
  readonly layers: readonly string[] | null;
  /** Values that are references are in the file's language. */
  readonly variables: Readonly<Record<string, string>>;
}

export const templatePaths = guideFiles.filter(
  (path) => path.endsWith(".yaml") && path !== "pulumi/Pulumi.yaml",
);

export async function attachments(): Promise<Attachment[]> {
  return [
    ...templatePaths.flatMap(inTemplate),
    ...(await Promise.all(guideFiles.filter((path) => path.endsWith(".tf")).map(inTerraform))).flat(),
    ...guideFiles.filter((path) => path.endsWith("/serverless.yml")).flatMap(inServerless),
    ...dockerfiles.map(inDockerfile),
  ];
}

export const dockerfiles = guideFiles.filter((path) => /\/Dockerfile(\.[a-z-]+)?$/.test(path));

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
  readonly resource?: {
    readonly aws_lambda_function?: Readonly<Record<string, readonly HclFunction[]>>;
  };
  readonly module?: Readonly<Record<string, readonly HclFunction[]>>;
}

/** The provider's resource, or a block of the module terraform-aws-modules/lambda/aws. */
interface HclFunction {
  readonly function_name?: string;
  readonly runtime: string;
  readonly layers: string;
  readonly environment?: readonly { readonly variables: string }[];
  readonly environment_variables?: string;
}

/**
 * Layers and variables are expressions there: their literals and their last operand are what is looked at.
 */
async function inTerraform(path: string): Promise<Attachment[]> {
  const { resource, module } = (await parseHcl("main.tf", read(path))) as unknown as Hcl;
  const blocks = Object.entries({ ...resource?.aws_lambda_function, ...module }).flatMap(([name, all]) =>
    all.filter((block) => block.function_name !== undefined).map((block) => ({ name, block })),
  );
  return blocks.map(({ name, block: { runtime, layers, environment, environment_variables: text } }) => ({
    name: `${path}: ${name}`,
    runtime,
    layers: /^\$\{concat\(local\.layers, \[(.*)\]\)\}$/.exec(layers)?.[1]?.split(", ") ?? [],
    variables: Object.fromEntries(
      [...(environment ?? []).map(({ variables }) => variables), text ?? ""]
        .flatMap((variables) => [...variables.matchAll(/(\w+) = "([^"]*)"/g)])
        .map(([, key = "", value = ""]) => [key, value]),
    ),
  }));
}

type Reference = string | { readonly Ref: string };

interface ServerlessService {
  readonly provider: {
    readonly runtime: string;
    readonly layers: readonly Reference[];
    readonly environment: Readonly<Record<string, string>>;
  };
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly handler: string;
        readonly layers?: readonly Reference[];
        readonly environment?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/**
 * A function's layers replace the provider's (serverless/serverless#11063); its variables are added to them.
 */
function inServerless(path: string): Attachment[] {
  const { provider, functions } = parseTemplate(read(path)) as unknown as ServerlessService;
  return Object.entries(functions).map(([name, { layers, environment }]) => ({
    name: `${path}: ${name}`,
    runtime: provider.runtime,
    layers: (layers ?? provider.layers).map((layer) =>
      typeof layer === "string" ? layer : `!Ref ${layer.Ref}`,
    ),
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
