/** Small questions about the nodes of a syntax tree. */
import type { Node } from "acorn";

export type AnyNode = Node & Readonly<Record<string, unknown>>;

export const functionTypes: ReadonlySet<string> = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
]);

export function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** `a` of `a` and of `(0, a)`, as compilers write it. */
export function unwrapped(node: AnyNode): AnyNode {
  return node.type === "SequenceExpression"
    ? ((node["expressions"] as readonly AnyNode[]).at(-1) ?? node)
    : node;
}

/** `a` of `a`, `x.a` and `(0, x.a)`; null of anything else. */
export function calleeName(callee: AnyNode): string | null {
  const inner = unwrapped(callee);
  return inner.type === "MemberExpression" ? propertyName(inner) : identifierName(inner);
}

export function identifierName(node: AnyNode | null | undefined): string | null {
  return node?.type === "Identifier" ? String(node["name"]) : null;
}

/** `b` of `a.b`, `a["b"]` and `{ b: 1 }` */
export function propertyName(node: AnyNode): string | null {
  const key = (node["property"] ?? node["key"]) as AnyNode | undefined;
  if (key?.type === "Literal") return String(key["value"]);
  return node["computed"] === true ? null : identifierName(key);
}

/** `import.meta.name` */
export function importMeta(node: AnyNode): string | null {
  const object = node["object"] as AnyNode | undefined;
  return node.type === "MemberExpression" && object?.type === "MetaProperty" ? propertyName(node) : null;
}

/** The value of an object literal's property. */
export function propertyValue(node: AnyNode | undefined, name: string): AnyNode | null {
  if (node?.type !== "ObjectExpression") return null;
  const property = (node["properties"] as readonly AnyNode[]).find(
    (each) => each.type === "Property" && propertyName(each) === name,
  );
  return (property?.["value"] as AnyNode | undefined) ?? null;
}

/** The function of `(function () {…})()`, `(() => {…})()` and `(function () {…}).call(this)`. */
export function calledFunction(callee: AnyNode): AnyNode | null {
  if (functionTypes.has(callee.type)) return callee;
  if (callee.type !== "MemberExpression") return null;
  const object = callee["object"] as AnyNode;
  const name = propertyName(callee);
  return functionTypes.has(object.type) && (name === "call" || name === "apply") ? object : null;
}

/** The names that a pattern gives: `a`, `{ a, b: c = 1 }`, `[a, ...b]`. */
export function namesIn(pattern: unknown, depth = 0): readonly string[] {
  if (!isNode(pattern) || depth > 20) return [];
  const inside = (value: unknown): readonly string[] => namesIn(value, depth + 1);
  switch (pattern.type) {
    case "Identifier":
      return [String(pattern["name"])];
    case "ObjectPattern":
      return (pattern["properties"] as readonly AnyNode[]).flatMap((each) =>
        inside(each.type === "RestElement" ? each["argument"] : each["value"]),
      );
    case "ArrayPattern":
      return (pattern["elements"] as readonly unknown[]).flatMap(inside);
    case "AssignmentPattern":
      return inside(pattern["left"]);
    case "RestElement":
      return inside(pattern["argument"]);
    default:
      return [];
  }
}
