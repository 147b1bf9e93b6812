/** Which expressions ask for a module, and what the names of a module have to do with it. */
import { joinPath } from "../../core/layout/paths.ts";
import type { Edge } from "./edge.ts";
import type { Known, LookUp } from "./scopes.ts";
import { type Place, pathOfUrl, staticTexts, workingFolder } from "./static-text.ts";
import {
  type AnyNode,
  calleeName,
  identifierName,
  importMeta,
  isNode,
  namesIn,
  propertyName,
  propertyValue,
  unwrapped,
} from "./syntax.ts";

export interface Question extends Pick<Edge, "how" | "as" | "paths" | "resolvedFirst"> {
  /** Null where they are known only when the code runs. */
  readonly specifiers: readonly string[] | null;
}

const plain = { as: null, paths: null, resolvedFirst: false } as const;
const maker = /^_*(?:createRequire\w*|topLevelCreateRequire)$/;
const maxPaths = 20;
const maxBranches = 5;

export class Asking {
  readonly #place: Place;
  /** Other names of createRequire, of imports that rename it. */
  readonly #makers = new Set<string>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** `import { createRequire as make } from "node:module"` */
  learn(statement: AnyNode): void {
    if (statement.type !== "ImportDeclaration") return;
    for (const each of statement["specifiers"] as readonly AnyNode[])
      if (identifierName(each["imported"] as AnyNode) === "createRequire")
        this.#makers.add(identifierName(each["local"] as AnyNode) ?? "");
  }

  of(node: AnyNode): readonly Question[] {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration": {
        const source = node["source"] as { readonly value?: unknown } | null | undefined;
        return typeof source?.value === "string"
          ? [{ ...plain, how: "import", specifiers: [source.value] }]
          : [];
      }
      case "ImportExpression":
        return this.#loads("import", node["source"] as AnyNode, null);
      case "NewExpression":
        return calleeName(node["callee"] as AnyNode) === "Worker" ? this.#starts(node) : [];
      case "CallExpression":
        return this.#called(node);
      default:
        return [];
    }
  }

  /** @param isConstant only then its texts stay what they are */
  declare(declarator: AnyNode, isConstant: boolean): void {
    const { scopes } = this.#place;
    const target = declarator["id"] as AnyNode;
    const value = declarator["init"] as AnyNode | null;
    if (target.type === "ObjectPattern")
      for (const each of target["properties"] as readonly AnyNode[])
        if (each.type === "Property" && propertyName(each) === "createRequire")
          this.#makers.add(identifierName(each["value"] as AnyNode) ?? "");
    const name = identifierName(target);
    const known = name === null || value === null ? null : this.#known(value);
    if (name !== null && known !== null && (isConstant || known.kind === "require"))
      scopes.declare(name, known);
    // What esbuild declares by this name hands on to `require`, in more words than are looked into here.
    else if (name !== "__require") for (const each of namesIn(target)) scopes.declare(each, null);
  }

  assign(node: AnyNode): void {
    const name = identifierName(node["left"] as AnyNode);
    const known = name === null ? null : this.#known(node["right"] as AnyNode);
    if (name !== null && known?.kind === "require") this.#place.scopes.assign(name, known);
  }

  #known(value: AnyNode): Known | null {
    const as = this.#requireOf(value);
    if (as !== undefined) return { kind: "require", as };
    const look = this.#lookUp(value);
    if (look !== null) return { kind: "resolved", look };
    const paths = this.#paths(value);
    if (paths !== null) return { kind: "paths", paths };
    const texts = staticTexts(value, this.#place);
    return texts === null ? null : { kind: "texts", texts };
  }

  #called(node: AnyNode): readonly Question[] {
    const callee = unwrapped(node["callee"] as AnyNode);
    const parameters = node["arguments"] as readonly AnyNode[];
    const [first] = parameters;
    if (first === undefined) return [];
    const as = this.#requireOf(callee);
    if (as !== undefined) return this.#loads("require", first, as);
    const name = calleeName(callee);
    if (callee.type === "MemberExpression") {
      const object = callee["object"] as AnyNode;
      if (name === "resolve" && importMeta(object) === null && object.type === "MetaProperty")
        return this.#loads("import.meta.resolve", first, null);
      const resolves = name === "resolve" ? this.#requireOf(object) : undefined;
      if (resolves !== undefined) {
        const look = this.#lookUp(node);
        if (look === null) return [{ ...plain, how: "require.resolve", specifiers: null }];
        return [{ ...plain, ...look, how: "require.resolve" }];
      }
      // Hooks of the function's own, for a thread of their own.
      if (name === "register" && /^module/i.test(identifierName(object) ?? "") && parameters.length > 1)
        return this.#loads("import", first, null).filter(({ specifiers }) => specifiers !== null);
    }
    return name === "fork" ? this.#starts(node) : [];
  }

  #loads(how: Edge["how"], argument: AnyNode, as: string | null): readonly Question[] {
    const look = this.#lookUp(argument) ?? this.#resolvedName(argument);
    if (look !== null) return [{ ...look, how, resolvedFirst: true }];
    return [{ ...plain, how, as, specifiers: staticTexts(argument, this.#place) }];
  }

  /** Only of files that are named: a name alone is that of a program, not of a module. */
  #starts(node: AnyNode): readonly Question[] {
    const [first, second] = node["arguments"] as readonly AnyNode[];
    const isText = propertyValue(second, "eval") !== null;
    const texts = first === undefined || isText ? null : staticTexts(first, this.#place);
    const specifiers = (texts ?? []).flatMap((text) => {
      const path = text.startsWith("file:") ? pathOfUrl(text) : text;
      if (path === null || !/^\.{0,2}\//.test(path)) return [];
      return [joinPath(workingFolder, path)];
    });
    return specifiers.length === 0 ? [] : [{ ...plain, how: "start", specifiers }];
  }

  #resolvedName(node: AnyNode): LookUp | null {
    const name = identifierName(node);
    const known = name === null ? null : this.#place.scopes.find(name);
    return known?.kind === "resolved" ? known.look : null;
  }

  /** `require.resolve("a")`, `require.resolve("a", { paths })` with folders that are known. */
  #lookUp(node: AnyNode): LookUp | null {
    if (node.type !== "CallExpression") return null;
    const callee = node["callee"] as AnyNode;
    if (callee.type !== "MemberExpression" || propertyName(callee) !== "resolve") return null;
    const as = this.#requireOf(callee["object"] as AnyNode);
    const [first, second] = node["arguments"] as readonly AnyNode[];
    if (as === undefined || first === undefined) return null;
    const specifiers = staticTexts(first, this.#place);
    if (specifiers === null) return null;
    if (second === undefined) return { specifiers, as, paths: null };
    const value = propertyValue(second, "paths");
    const paths = value === null ? null : this.#paths(value);
    return paths === null ? null : { specifiers, as, paths };
  }

  /** `["/var/task", __dirname, ...module.paths]` */
  #paths(node: AnyNode): readonly string[] | null {
    const name = identifierName(node);
    const known = name === null ? null : this.#place.scopes.find(name);
    if (known?.kind === "paths") return known.paths;
    if (node.type === "MemberExpression" && identifierName(node["object"] as AnyNode) === "module")
      return propertyName(node) === "paths" && this.#place.commonjs ? this.#ownPaths() : null;
    if (node.type !== "ArrayExpression") return null;
    const all: string[] = [];
    for (const element of node["elements"] as readonly unknown[]) {
      if (!isNode(element)) return null;
      const isSpread = element.type === "SpreadElement";
      const some = isSpread ? this.#paths(element["argument"] as AnyNode) : staticTexts(element, this.#place);
      if (some === null || (!isSpread && some.length !== 1)) return null;
      all.push(...some);
    }
    return all.length > maxPaths ? null : all;
  }

  /** `module.paths`: a look-up that begins at one of them goes on to the others. */
  #ownPaths(): readonly string[] {
    const { path } = this.#place;
    return [path.slice(0, path.lastIndexOf("/")) || "/"];
  }

  /** Of an expression that is a `require`: the file in whose name it asks. Undefined for any other. */
  #requireOf(node: AnyNode): string | null | undefined {
    if (node.type === "CallExpression") return this.#madeBy(node);
    // `typeof __webpack_require__ === "function" ? __non_webpack_require__ : require`
    if (node.type === "ConditionalExpression")
      return branches(node)
        .map((each) => (each.type === "Identifier" ? this.#requireOf(each) : undefined))
        .find((as) => as !== undefined);
    if (node.type === "MemberExpression") {
      const isModule = identifierName(node["object"] as AnyNode) === "module";
      return isModule && propertyName(node) === "require" && this.#place.commonjs ? null : undefined;
    }
    const name = identifierName(node);
    const known = name === null ? null : this.#place.scopes.find(name);
    return known?.kind === "require" ? known.as : undefined;
  }

  /** `createRequire(import.meta.url)`, `createRequire("/opt/x.js")` */
  #madeBy(value: AnyNode): string | null | undefined {
    const name = calleeName(value["callee"] as AnyNode);
    const [first] = value["arguments"] as readonly AnyNode[];
    if (name === null || !(maker.test(name) || this.#makers.has(name)) || first === undefined)
      return undefined;
    // Bundlers give it one address for browsers and one for Node.
    const texts = branches(first).flatMap((each) => staticTexts(each, this.#place) ?? []);
    const [text, ...others] = new Set(texts);
    if (text === undefined || others.length > 0) return undefined;
    const path = text.startsWith("file:") ? pathOfUrl(text) : text;
    if (path === null || !path.startsWith("/")) return undefined;
    return path === this.#place.path ? null : path;
  }
}

/** Of `a ? b : c`: b and c; of anything else, itself. */
function branches(node: AnyNode, depth = 0): readonly AnyNode[] {
  if (node.type !== "ConditionalExpression" || depth > maxBranches) return [node];
  return [node["consequent"], node["alternate"]].flatMap((each) => branches(each as AnyNode, depth + 1));
}
