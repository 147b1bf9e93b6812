/**
 * The texts that an expression can have, where its syntax alone shows them: literals, constants, texts put
 * together of them, the module's own path and folder, and paths and addresses made of those. A choice of two
 * has both.
 */
import type { Node } from "acorn";
import { joinPath, parentOf } from "../../core/layout/paths.ts";
import type { Scopes } from "./scopes.ts";
import { type AnyNode, calleeName, identifierName, importMeta, propertyName, unwrapped } from "./syntax.ts";

/** The module that the expression is in. */
export interface Place {
  readonly path: string;
  readonly commonjs: boolean;
  readonly scopes: Scopes;
}

/** Lambda's bootstrap starts Node in the task root. */
export const workingFolder = "/var/task";

const maxTexts = 8;
const maxDepth = 20;
const maxLength = 8_192;

type Texts = readonly string[] | null;

/** Null where they are known only when the code runs. */
export function staticTexts(expression: Node, place: Place): Texts {
  const texts = textsOf(expression as AnyNode, place, 0);
  return texts === null || texts.length > maxTexts ? null : [...new Set(texts)];
}

function textsOf(node: AnyNode, place: Place, depth: number): Texts {
  if (depth > maxDepth) return null;
  const of = (value: unknown): Texts => textsOf(value as AnyNode, place, depth + 1);
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? [node["value"]] : null;
    case "TemplateLiteral":
      return ofTemplate(node, of);
    case "BinaryExpression":
      return node["operator"] === "+" ? joined(of(node["left"]), of(node["right"])) : null;
    case "ConditionalExpression": {
      const [one, other] = [of(node["consequent"]), of(node["alternate"])];
      return one === null || other === null ? null : [...one, ...other];
    }
    case "Identifier":
      return ofName(String(node["name"]), place);
    case "MemberExpression":
      return ofMember(node, place, of);
    case "NewExpression":
      return identifierName(node["callee"] as AnyNode) === "URL" ? ofUrl(node, of) : null;
    case "CallExpression":
      return ofCall(node, of);
    default:
      return null;
  }
}

function ofTemplate(node: AnyNode, of: (value: unknown) => Texts): Texts {
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked?: string | null } }[];
  const parts = (node["expressions"] as readonly unknown[]).map(of);
  return quasis.reduce<Texts>(
    (texts, quasi, index) => {
      const before = index === 0 ? [""] : (parts[index - 1] ?? null);
      return joined(joined(texts, before), quasi.value.cooked == null ? null : [quasi.value.cooked]);
    },
    [""],
  );
}

function ofName(name: string, { scopes, commonjs, path }: Place): Texts {
  const known = scopes.find(name);
  if (known !== null) return known.kind === "texts" ? known.texts : null;
  if (!commonjs) return null;
  if (name === "__filename") return [path];
  return name === "__dirname" ? [parentOf(path) ?? "/"] : null;
}

function ofMember(node: AnyNode, { path }: Place, of: (value: unknown) => Texts): Texts {
  switch (importMeta(node)) {
    case "url":
      return [`file://${path}`];
    case "filename":
      return [path];
    case "dirname":
      return [parentOf(path) ?? "/"];
  }
  const object = node["object"] as AnyNode;
  const name = propertyName(node);
  if (!isAddress(object)) return null;
  if (name === "href") return of(object);
  return name === "pathname" ? mapped(of(object), pathOfUrl) : null;
}

/** `new URL("./x.js", import.meta.url)`, `pathToFileURL(path)` */
function isAddress(node: AnyNode): boolean {
  if (node.type === "NewExpression") return identifierName(node["callee"] as AnyNode) === "URL";
  return node.type === "CallExpression" && calleeName(node["callee"] as AnyNode) === "pathToFileURL";
}

function ofUrl(node: AnyNode, of: (value: unknown) => Texts): Texts {
  const [input, base] = (node["arguments"] as readonly unknown[]).map(of);
  if (input?.length !== 1 || base === null || (base !== undefined && base.length !== 1)) return null;
  const url = URL.parse(input[0] ?? "", base?.[0]);
  return url === null ? null : [url.href];
}

function ofCall(node: AnyNode, of: (value: unknown) => Texts): Texts {
  const callee = unwrapped(node["callee"] as AnyNode);
  const name = calleeName(callee);
  const parameters = node["arguments"] as readonly AnyNode[];
  const [first] = parameters;
  switch (name) {
    case "join":
    case "resolve":
      return isOfPath(callee) ? ofPath(name, parameters.map(of)) : null;
    case "dirname":
      return first === undefined ? null : mapped(of(first), (path) => parentOf(path) ?? "/");
    case "fileURLToPath":
      return first === undefined ? null : mapped(of(first), pathOfUrl);
    case "pathToFileURL":
      return first === undefined ? null : mapped(of(first), (path) => new URL(`file://${path}`).href);
    case "cwd":
      return identifierName(callee["object"] as AnyNode) === "process" ? [workingFolder] : null;
    case "toString":
      return callee.type === "MemberExpression" && isAddress(callee["object"] as AnyNode)
        ? of(callee["object"])
        : null;
    default:
      return null;
  }
}

/** `path.join`, `path_1.default.join`, `join` of a `require` and a plain `join`; not `names.join`. */
function isOfPath(callee: AnyNode): boolean {
  if (callee.type !== "MemberExpression") return true;
  const object = callee["object"] as AnyNode;
  if (object.type === "CallExpression") {
    const [first] = object["arguments"] as readonly AnyNode[];
    return /^(?:node:)?path(?:\/posix)?$/.test(String(first?.["value"] ?? ""));
  }
  const inner = object.type === "MemberExpression" ? (object["object"] as AnyNode) : object;
  return /path/i.test(identifierName(inner) ?? "");
}

/** What it begins with must be absolute, else the answer would hang on the folder that Node is in. */
function ofPath(name: string, [first, ...others]: readonly Texts[]): Texts {
  if (first?.length !== 1 || first[0]?.startsWith("/") !== true) return null;
  let path = first[0];
  for (const other of others) {
    if (other?.length !== 1) return null;
    const [text = ""] = other;
    path = joinPath(path, name === "join" ? `./${text}` : text);
  }
  return [path];
}

/** Null where it is not the address of a file. */
export function pathOfUrl(text: string): string | null {
  const path = /^file:\/\/(\/[^?#]*)/.exec(text)?.[1];
  if (path === undefined) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function mapped(texts: Texts, each: (text: string) => string | null): Texts {
  const all = texts?.map(each) ?? [null];
  return all.some((one) => one === null) ? null : (all as readonly string[]);
}

function joined(left: Texts, right: Texts): Texts {
  if (left === null || right === null || left.length * right.length > maxTexts) return null;
  const all = left.flatMap((one) => right.map((other) => one + other));
  return all.some(({ length }) => length > maxLength) ? null : all;
}
