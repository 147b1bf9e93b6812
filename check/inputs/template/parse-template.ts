/**
 * The text of a CloudFormation or SAM template, in JSON or YAML, as the JSON that CloudFormation makes of it:
 * a short tag is one of its functions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { type CollectionTag, isMap, isScalar, isSeq, parseDocument, type ScalarTag } from "yaml";
import { InputError } from "../shared/input-error.ts";
import { type Fields, isFields } from "../shared/values.ts";

const functions = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "GetAZs",
  "GetAtt",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
] as const;

/** Aliases can make a small text huge: CloudFormation itself takes none in most places. */
const maxAliases = 1_000;

const tags = ["Ref", "Condition", ...functions].flatMap((tag) => {
  const name = tag === "Ref" || tag === "Condition" ? tag : `Fn::${tag}`;
  const wrap = (value: unknown): Fields => ({ [name]: value });
  const scalar: ScalarTag = { tag: `!${tag}`, resolve: (value: string) => wrap(attribute(name, value)) };
  const collection = (kind: "seq" | "map"): CollectionTag => ({
    tag: `!${tag}`,
    collection: kind,
    resolve: (node) => {
      Object.assign(node, { toJSON: wrappedJson(node.toJSON, wrap) });
      return node;
    },
  });
  return [scalar, collection("seq"), collection("map")];
});

/** `!GetAtt Layer.Arn` is the list of both. */
function attribute(name: string, value: string): unknown {
  const dot = value.indexOf(".");
  return name === "Fn::GetAtt" && dot > 0 ? [value.slice(0, dot), value.slice(dot + 1)] : value;
}

type ToJson = (this: unknown, ...parameters: unknown[]) => unknown;

/** What the node becomes in plain data, inside the object of its function. */
function wrappedJson(toJson: unknown, wrap: (value: unknown) => Fields): ToJson {
  return function (this: unknown, ...parameters) {
    return wrap((toJson as ToJson).apply(this, parameters));
  };
}

/** @throws InputError where it is neither, or not a template. */
export function parseTemplate(text: string, path: string): Fields {
  const template = /^\s*\{/.test(text) ? jsonOrYaml(text, path) : parsedYaml(text, path);
  if (!isFields(template)) throw new InputError(path, "is not a template");
  return template;
}

function jsonOrYaml(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parsedYaml(text, path);
  }
}

function parsedYaml(text: string, path: string): unknown {
  try {
    const document = parseDocument(text, { customTags: tags, logLevel: "error" });
    const [error] = document.errors;
    if (error?.code === "IMPOSSIBLE" || /call stack/.test(error?.message ?? "")) throw new RangeError();
    if (error !== undefined)
      throw new InputError(path, `is not valid YAML: ${error.message.split(":\n")[0]}`, { cause: error });
    const { contents } = document;
    if (!isMap(contents) && !isSeq(contents) && !isScalar(contents)) return null;
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    if (error instanceof InputError) throw error;
    const isDeep = error instanceof RangeError;
    throw new InputError(path, isDeep ? "is nested too deeply" : "is not valid YAML", { cause: error });
  }
}
