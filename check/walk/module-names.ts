/** What an ES module exports and what it imports by name, from its syntax tree. */
import type { Program } from "acorn";
import { type AnyNode, namesIn } from "./syntax.ts";

export interface ModuleNames {
  /** With `default`. */
  readonly exported: ReadonlySet<string>;
  /** The specifiers of `export * from`: all names but `default` are handed on. */
  readonly stars: readonly string[];
  readonly imported: readonly ImportedName[];
}

export interface ImportedName {
  readonly specifier: string;
  readonly name: string;
}

export const noNames: ModuleNames = { exported: new Set(), stars: [], imported: [] };

export function namesOf({ body }: Program): ModuleNames {
  const exported = new Set<string>();
  const stars: string[] = [];
  const imported: ImportedName[] = [];
  for (const statement of body as readonly unknown[] as readonly AnyNode[]) {
    const specifiers = (statement["specifiers"] ?? []) as readonly AnyNode[];
    const specifier = textOf(statement["source"]);
    const take = (name: string): unknown => specifier !== null && imported.push({ specifier, name });
    switch (statement.type) {
      case "ImportDeclaration":
        for (const each of specifiers) {
          if (each.type === "ImportDefaultSpecifier") take("default");
          else if (each.type === "ImportSpecifier") take(nameOf(each["imported"]));
        }
        break;
      case "ExportNamedDeclaration":
        for (const name of declaredIn(statement["declaration"])) exported.add(name);
        for (const each of specifiers) {
          exported.add(nameOf(each["exported"]));
          take(nameOf(each["local"]));
        }
        break;
      case "ExportDefaultDeclaration":
        exported.add("default");
        break;
      case "ExportAllDeclaration":
        if (statement["exported"] !== null) exported.add(nameOf(statement["exported"]));
        else if (specifier !== null) stars.push(specifier);
    }
  }
  return { exported, stars, imported };
}

/** Of a function, a class, or variables. */
function declaredIn(declaration: unknown): readonly string[] {
  const { id, declarations = [] } = (declaration ?? {}) as {
    readonly id?: unknown;
    readonly declarations?: readonly AnyNode[];
  };
  return [...namesIn(id), ...declarations.flatMap((each) => namesIn(each["id"]))];
}

/** An identifier, or a text: `export { a as "b c" }`. */
function nameOf(node: unknown): string {
  const { name, value } = node as { readonly name?: unknown; readonly value?: unknown };
  return String(name ?? value);
}

function textOf(node: unknown): string | null {
  const { value } = (node ?? {}) as { readonly value?: unknown };
  return typeof value === "string" ? value : null;
}
