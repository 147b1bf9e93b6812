/** A function of a template, as CloudFormation or SAM would create it. */
import {
  archOf,
  decisive,
  type FoundFunction,
  type FoundLayer,
  isLayerArn,
  layerByArn,
  maxFoundLayers,
  noLabels,
  type Place,
  unknownVariable,
} from "../shared/found.ts";
import { at, type Fields, fieldsOf, isFields } from "../shared/values.ts";
import { type Resource, resourceOf, type Stack, type Value } from "./stack.ts";
import { nameOfValue, textOfValue } from "./value.ts";

export interface Reading {
  evaluate(expression: unknown, stack: Stack): Value;
  place(resource: Resource, code: unknown, stack: Stack): Place;
  nameOf(resource: Resource): string | null;
}

const layerTypes = ["AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion"];

export function isFunction({ type }: Resource): boolean {
  return type === "AWS::Lambda::Function" || type === "AWS::Serverless::Function";
}

export function functionOf(resource: Resource, stack: Stack, reading: Reading): FoundFunction {
  const properties = withGlobals(resource, stack);
  const valueFor = (name: string): Value => reading.evaluate(properties[name], stack);
  const text = (name: string): string | null => textOfValue(valueFor(name));
  const unknown: string[] = [];
  const layers = layersOf(valueFor("Layers"), reading, unknown);
  const architectures = valueFor("Architectures");
  if (architectures.kind === "unknown")
    unknown.push(`Its architecture is known only at the deploy (${architectures.what}); x86_64 was judged.`);
  return {
    name: nameOf(resource, stack, text("FunctionName"), reading),
    code: codeOf(resource, properties, stack, reading),
    layers,
    runtime: text("Runtime"),
    arch: archOf(
      architectures.kind === "list" ? architectures.items.map((item) => textOfValue(item) ?? "") : [],
    ),
    handler: text("Handler"),
    variables: variablesOf(properties["Environment"], stack, reading, unknown),
    memoryMb: Number(text("MemorySize")) || null,
    unknown,
  };
}

/** SAM: lists are appended to the globals', maps are merged, anything else replaces. */
function withGlobals({ type, properties }: Resource, stack: Stack): Fields {
  if (type !== "AWS::Serverless::Function") return properties;
  return merged(at(stack.template, "Globals", "Function"), properties, 0) as Fields;
}

function merged(shared: unknown, own: unknown, depth: number): unknown {
  if (own === undefined) return shared;
  if (Array.isArray(shared) && Array.isArray(own)) return [...shared, ...own];
  const isMap = isFields(shared) && isFields(own) && !isIntrinsic(shared) && !isIntrinsic(own);
  if (!isMap || depth > 8) return own;
  const keys = new Set([...Object.keys(shared), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(shared[key], own[key], depth + 1)]));
}

function isIntrinsic(value: Fields): boolean {
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
}

function nameOf(resource: Resource, stack: Stack, functionName: string | null, reading: Reading): string {
  const id = stack.name === "" ? resource.id : `${stack.name}/${resource.id}`;
  return functionName ?? reading.nameOf(resource) ?? id;
}

function codeOf(resource: Resource, properties: Fields, stack: Stack, reading: Reading): Place {
  const code = properties["CodeUri"] ?? properties["Code"];
  const inline = properties["InlineCode"] ?? at(code, "ZipFile");
  const isImage =
    properties["PackageType"] === "Image" ||
    properties["ImageUri"] !== undefined ||
    at(code, "ImageUri") !== undefined;
  if (isImage) return { kind: "unread", why: "is a container image, which has no layers" };
  if (inline !== undefined) {
    const text = textOfValue(reading.evaluate(inline, stack));
    return text === null
      ? { kind: "unread", why: "is inline code that is complete only at the deploy" }
      : { kind: "inline", text };
  }
  if (code === undefined) return { kind: "unread", why: "is not named in the template" };
  return reading.place(resource, code, stack);
}

function layersOf(value: Value, reading: Reading, unknown: string[]): readonly FoundLayer[] {
  if (value.kind === "nothing" || (value.kind === "known" && value.value === undefined)) return [];
  const items = value.kind === "list" ? value.items : [value];
  if (items.length > maxFoundLayers)
    unknown.push(`It has ${items.length} layers; ${maxFoundLayers} were read.`);
  return items.slice(0, maxFoundLayers).map((item) => layerOf(item, reading));
}

function layerOf(value: Value, reading: Reading): FoundLayer {
  const text = textOfValue(value);
  if (text !== null) {
    if (isLayerArn(text)) return layerByArn(text);
    return unread(text, "is neither a layer of this template nor an ARN");
  }
  if (value.kind !== "resource") {
    const name = nameOfValue(value);
    const why = name.startsWith("arn:") ? "is given by its ARN" : "is known only at the deploy";
    return unread(name, why);
  }
  const { stack, id } = value;
  const resource = resourceOf(stack, id);
  if (resource === null || !layerTypes.includes(resource.type))
    return unread(id, `is a resource of the type ${resource?.type ?? "unknown"}`);
  const { properties } = resource;
  const content = properties["ContentUri"] ?? properties["Content"];
  const names = (property: string): readonly string[] | null => {
    const list = reading.evaluate(properties[property], stack);
    return list.kind === "list" ? list.items.flatMap((item) => textOfValue(item) ?? []) : null;
  };
  const place: Place =
    content === undefined
      ? { kind: "unread", why: "names no content" }
      : reading.place(resource, content, stack);
  const labels = { runtimes: names("CompatibleRuntimes"), architectures: names("CompatibleArchitectures") };
  const name =
    textOfValue(reading.evaluate(properties["LayerName"], stack)) ?? reading.nameOf(resource) ?? id;
  return { name, arn: null, place, labels };
}

function unread(name: string, why: string): FoundLayer {
  return { name, arn: null, place: { kind: "unread", why }, labels: noLabels };
}

function variablesOf(
  environment: unknown,
  stack: Stack,
  reading: Reading,
  unknown: string[],
): Readonly<Record<string, string>> {
  const variables = new Map<string, string>();
  for (const [name, expression] of Object.entries(fieldsOf(at(environment, "Variables")))) {
    const value = reading.evaluate(expression, stack);
    const text = textOfValue(value);
    if (text !== null) variables.set(name, text);
    else if (value.kind !== "nothing" && decisive.some((each) => each === name))
      unknown.push(unknownVariable(name));
  }
  return Object.fromEntries(variables);
}
