/** Walks a syntax tree in the order of the source, and notes what it asks for. */
import type { Node, Program } from "acorn";
import type { ModuleFormat } from "../../core/layout/module-format.ts";
import { Asking, type Question } from "./asking.ts";
import type { Computed, Edge } from "./edge.ts";
import { LineCount } from "./line-count.ts";
import { Quits } from "./quits.ts";
import { Scopes } from "./scopes.ts";
import type { Place } from "./static-text.ts";
import {
  type AnyNode,
  calledFunction,
  calleeName,
  functionTypes,
  identifierName,
  isNode,
  namesIn,
} from "./syntax.ts";

const maxEdges = 20_000;
const maxComputed = 1_000;
const maxDepth = 2_000;

interface Context {
  readonly eager: boolean;
  readonly conditional: boolean;
  readonly guarded: boolean;
  readonly depth: number;
  /** What it gives is called at once. */
  readonly called: boolean;
  /** The named function that it is in, if that is not called where it is written; null at the top. */
  readonly inside: string | null;
}

/** `factory(require)`: modules for AMD that also run in Node are given Node's own. */
const handsOn = /[\w$]\(require\s*[,)]/;

/** Helpers of bundlers that run the functions which they are given, each on its first use. */
const runners = /^(?:__commonJS|__commonJSMin|__esm|__esmMin)$/;

export class EdgeWalker {
  readonly edges: Edge[] = [];
  readonly computed: Computed[] = [];
  /** Something was left out. */
  isCut = false;
  readonly quits = new Quits();
  readonly #lines: LineCount;
  /** Whether the source gives its `require` to functions. */
  readonly #handsOn: boolean;
  readonly #scopes: Scopes;
  readonly #asking: Asking;

  constructor(format: ModuleFormat, path: string, source: string) {
    this.#lines = new LineCount(source);
    this.#handsOn = handsOn.test(source);
    const own = { kind: "require", as: null } as const;
    const names = format === "commonjs" ? ["require", "__require"] : ["__require"];
    this.#scopes = new Scopes(new Map(names.map((name) => [name, own])));
    const place: Place = { path, commonjs: format === "commonjs", scopes: this.#scopes };
    this.#asking = new Asking(place);
  }

  walk(program: Program): void {
    // Imports come first in a module, wherever they are written.
    for (const statement of program.body) this.#asking.learn(statement as AnyNode);
    const top = { eager: true, conditional: false, guarded: false, depth: 0, inside: null, called: false };
    try {
      this.#visit(program as Node as AnyNode, top);
    } catch (error) {
      // The engine's stack is not as deep as the limit everywhere.
      if (!(error instanceof RangeError)) throw error;
      this.isCut = true;
    }
  }

  #visit(node: AnyNode, context: Context): void {
    if (context.depth > maxDepth || this.edges.length >= maxEdges) {
      this.isCut = true;
      return;
    }
    const inner = { ...context, depth: context.depth + 1, called: false };
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
      case "ImportExpression":
      case "NewExpression":
        this.#note(this.#asking.of(node), node, inner);
        break;
      case "CallExpression":
        this.#call(node, inner, context.called);
        return;
      case "VariableDeclaration":
        this.#declare(node, inner);
        return;
      case "AssignmentExpression":
        this.#asking.assign(node);
        break;
      case "ThrowStatement":
        if (!context.guarded) this.quits.addEnd(context.inside);
        break;
      case "TemplateLiteral":
        this.quits.addName(node);
        break;
      case "BlockStatement":
        this.#scopes.inside([], () => this.#inside(node, inner));
        return;
      case "TryStatement":
        this.#children(node["block"], { ...inner, guarded: inner.guarded || node["handler"] != null });
        this.#children(node["handler"], { ...inner, conditional: true });
        this.#children(node["finalizer"], inner);
        return;
      case "IfStatement":
      case "ConditionalExpression":
        this.#children(node["test"], inner);
        this.#children(node["consequent"], { ...inner, conditional: true });
        this.#children(node["alternate"], { ...inner, conditional: true });
        return;
      case "LogicalExpression":
        this.#children(node["left"], inner);
        this.#children(node["right"], { ...inner, conditional: true });
        return;
      case "SwitchCase":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "WhileStatement":
        this.#inside(node, { ...inner, conditional: true });
        return;
    }
    if (functionTypes.has(node.type))
      this.#function(node, { ...inner, eager: false, inside: identifierName(node["id"] as AnyNode) ?? "" });
    else this.#inside(node, inner);
  }

  /** @param isGiven a parameter `require` is Node's own */
  #function(node: AnyNode, context: Context, isGiven = false): void {
    const own = namesIn(node["id"]);
    if (node.type === "FunctionDeclaration") for (const name of own) this.#scopes.declare(name, null);
    const parameters = ((node["params"] ?? []) as readonly unknown[]).flatMap((each) => namesIn(each));
    const names = [...own, ...parameters].filter((name) => !isGiven || name !== "require");
    this.#scopes.inside(names, () => this.#inside(node, context));
  }

  #declare(node: AnyNode, context: Context): void {
    for (const declarator of node["declarations"] as readonly AnyNode[]) {
      const value = declarator["init"] as AnyNode | null;
      const name = identifierName(declarator["id"] as AnyNode);
      if (value !== null && name !== null && functionTypes.has(value.type))
        this.#function(value, { ...context, eager: false, inside: name });
      else this.#children(declarator, context);
      this.#asking.declare(declarator, node["kind"] === "const");
    }
  }

  /** @param called what it gives is called at once */
  #call(node: AnyNode, context: Context, called: boolean): void {
    const callee = node["callee"] as AnyNode;
    const parameters = node["arguments"] as readonly AnyNode[];
    this.#note(this.#asking.of(node), node, { ...context, called });
    const written = calledFunction(callee);
    if (written !== null) this.#function(written, context);
    else this.#children(callee, { ...context, called: true, guarded: context.guarded || isCaught(node) });
    const name = callee.type === "Identifier" ? String(callee["name"]) : "";
    if (!context.guarded) this.quits.addCall(context.inside, name);
    const isDefinition = name === "define" && this.#handsOn;
    for (const parameter of parameters) {
      if (runners.test(name)) this.#run(parameter, context);
      else if (isDefinition && functionTypes.has(parameter.type)) this.#function(parameter, context, true);
      else this.#children(parameter, context);
    }
  }

  /** The functions of an object, as if they were called. */
  #run(node: AnyNode, context: Context): void {
    const values =
      node.type === "ObjectExpression"
        ? (node["properties"] as readonly AnyNode[]).map((property) => property["value"] as AnyNode)
        : [node];
    for (const value of values) {
      if (value !== undefined && functionTypes.has(value.type)) this.#function(value, context);
      else this.#children(value, context);
    }
  }

  #note(
    questions: readonly Question[],
    node: AnyNode,
    { eager, conditional, guarded, inside, called }: Context,
  ): void {
    for (const { how, specifiers, as, paths, resolvedFirst } of questions) {
      if (specifiers === null) {
        if (this.computed.length < maxComputed)
          this.computed.push({ how, line: this.#lines.at(node.start), eager });
        if (how === "require") this.quits.addAsking(inside, guarded);
        continue;
      }
      const isChoice = conditional || specifiers.length > 1;
      const isHoisted = node.type.endsWith("Declaration");
      for (const specifier of specifiers)
        this.edges.push({
          ...{ how, specifier, as, paths, resolvedFirst, guarded, called },
          eager: eager || isHoisted,
          conditional: isChoice,
        });
    }
  }

  #children(value: unknown, context: Context): void {
    if (Array.isArray(value)) for (const one of value) this.#children(one, context);
    else if (isNode(value)) this.#visit(value, context);
  }

  #inside(node: AnyNode, context: Context): void {
    for (const key in node) {
      if (key === "type" || key === "start" || key === "end") continue;
      const value = node[key];
      if (typeof value === "object" && value !== null) this.#children(value, context);
    }
  }
}

/** A `catch`, or a `then` with a second function, takes the failure of the import before it. */
function isCaught(node: AnyNode): boolean {
  const callee = node["callee"] as AnyNode;
  if (callee.type !== "MemberExpression") return false;
  const count = (node["arguments"] as readonly unknown[]).length;
  const name = calleeName(callee);
  return (name === "catch" && count > 0) || (name === "then" && count > 1);
}
