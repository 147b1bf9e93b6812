/** Templates of CloudFormation and SAM, as far as they attach layers and variables to functions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RegoEngine, TemplateFile } from "@aws/cloudformation-validate";
import { parse, type ScalarTag } from "yaml";

export interface FunctionProperties {
  readonly Runtime?: string;
  readonly Handler?: string;
  readonly Layers?: readonly unknown[];
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  readonly InlineCode?: string;
  readonly [property: string]: unknown;
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Globals?: { readonly Function?: FunctionProperties };
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: FunctionProperties }>
  >;
}

const intrinsic = (tag: string, name: string): ScalarTag => ({
  tag,
  resolve: (value: string) => ({ [name]: value }),
});
const customTags = [
  intrinsic("!Ref", "Ref"),
  intrinsic("!Sub", "Fn::Sub"),
  intrinsic("!GetAtt", "Fn::GetAtt"),
];

/** @throws for text that is not YAML, and for a tag that it does not know. */
export function parseTemplate(text: string): Template {
  return parse(text, { customTags, strict: true, logLevel: "error" }) as Template;
}

export function readTemplate(folder: string, path: string): Template {
  return parseTemplate(readFileSync(join(folder, path), "utf8"));
}

/**
 * Each function's properties, with the globals merged in as SAM does it: lists are appended to the globals',
 * maps are merged.
 */
export function functionsOf({ Globals, Resources }: Template): Map<string, FunctionProperties> {
  const shared = Globals?.Function ?? {};
  const functions = Object.entries(Resources).filter(([, { Type }]) =>
    /^AWS::(Lambda|Serverless)::Function$/.test(Type),
  );
  return new Map(
    functions.map(([name, { Properties: own = {} }]) => [
      name,
      {
        ...shared,
        ...own,
        ...(isList(shared.Layers) && isList(own.Layers) && { Layers: [...shared.Layers, ...own.Layers] }),
        Environment: { Variables: { ...shared.Environment?.Variables, ...own.Environment?.Variables } },
      },
    ]),
  );
}

/** What SAM and `aws cloudformation package` write for a path. */
const uploaded = { S3Bucket: "artifacts", S3Key: "0123456789abcdef" };

/** The text after `aws cloudformation package`, which uploads a layer's zip. */
export function packaged(text: string): string {
  return text.replace(/^( +)Content: (node_modules\/.*\.zip)$/m, (_, indent: string) =>
    [
      `${indent}Content:`,
      ...Object.entries(uploaded).map(([key, value]) => `${indent}  ${key}: ${value}`),
    ].join("\n"),
  );
}

const role = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/orders`;

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/**
 * The functions of a SAM template as the transform makes them, for the validator, which knows nothing of
 * SAM's own resources. What the transform does not rename is passed on as it is, and so is what is misspelt.
 */
export function expanded(template: Template): Template {
  const functions = [...functionsOf(template)].map(
    ([name, { InlineCode, CodeUri, Policies: _, Tracing, ...properties }]) => {
      const expandedProperties = {
        ...properties,
        ...(InlineCode !== undefined && { Code: { ZipFile: InlineCode }, Role: { "Fn::Sub": role } }),
        ...(CodeUri !== undefined && { Code: uploaded, Role: { "Fn::Sub": role } }),
        ...(Tracing !== undefined && { TracingConfig: { Mode: Tracing } }),
      };
      return [name, { Type: "AWS::Lambda::Function", Properties: expandedProperties }];
    },
  );
  const { Globals: __, Resources, ...others } = template;
  const rest = Object.fromEntries(
    Object.entries({ ...others }).filter(([section]) => section !== "Transform"),
  );
  const layers = Object.entries(Resources).flatMap(([name, { Type, Properties }]) => {
    if (Type !== "AWS::Serverless::LayerVersion") return [];
    const { ContentUri, RetentionPolicy: ___, ...properties } = Properties ?? {};
    const Content = ContentUri === undefined ? {} : { Content: uploaded };
    return [[name, { Type: "AWS::Lambda::LayerVersion", Properties: { ...properties, ...Content } }]];
  });
  const changed = Object.fromEntries([...functions, ...layers]);
  return { ...rest, Resources: { ...Resources, ...changed } };
}

/** What AWS's validator finds wrong, one sentence each; information is not among it. */
export function problemsOf(path: string): string[] {
  const engine = new RegoEngine();
  try {
    const { diagnostics } = engine.validateStandard(new TemplateFile(path));
    return diagnostics
      .filter(({ severity }) => severity !== "INFO")
      .map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`);
  } finally {
    engine.free();
  }
}
