/**
 * Which resources an expression leads to. A plan does not say what an expression comes to where a part of
 * it is known only after the deploy, as the ARN of a new layer is; but it names what the expression refers
 * to, in the order of the text. Variables lead to the module that sets them, outputs to the module that has
 * them; what `locals` hold is not in a plan.
 */
import { at, listOf, textsOf } from "../shared/values.ts";
import type { PlannedModule, PlannedResource } from "./plan.ts";

export type Reference =
  /** Every instance that is meant, in the plan's order. */
  | { readonly kind: "resources"; readonly resources: readonly PlannedResource[] }
  | { readonly kind: "unknown"; readonly what: string };

const maxDepth = 32;
const maxReferences = 1_000;

/** @param expression as in the configuration: an object that may have `references` */
export function referencesOf(
  expression: unknown,
  module: PlannedModule,
  index: PlannedResource["index"],
  depth = 0,
): readonly Reference[] {
  const names = wholeNames(textsOf(at(expression, "references")).slice(0, maxReferences));
  if (depth > maxDepth) return names.map((what) => ({ kind: "unknown", what }));
  return names.flatMap((name) => followed(name, module, index, depth)).slice(0, maxReferences);
}

/** A reference to an attribute is followed by one to what has it: `a.b.arn`, `a.b`. */
function wholeNames(names: readonly string[]): readonly string[] {
  return names.filter((name, place) => {
    const before = names[place - 1];
    return before === undefined || !(before.startsWith(`${name}.`) || before.startsWith(`${name}[`));
  });
}

function followed(
  name: string,
  module: PlannedModule,
  index: PlannedResource["index"],
  depth: number,
): readonly Reference[] {
  const unknown: readonly Reference[] = [{ kind: "unknown", what: name }];
  const [first = "", second = ""] = name.split(".");
  if (first === "each" || first === "count" || first === "path" || first === "terraform") return [];
  if (first === "local" || first === "data") return unknown;
  if (first === "var") {
    const { parent, call } = module;
    if (parent === null) return unknown;
    const argument = at(parent.configuration, "module_calls", call, "expressions", second);
    return argument === undefined ? unknown : referencesOf(argument, parent, module.index, depth + 1);
  }
  if (first === "module") {
    const [, call = "", rest = ""] = /^module\.([\w-]+)(.*)$/s.exec(name) ?? [];
    const output = /\.([\w-]+)[^.]*$/.exec(rest)?.[1] ?? "";
    const called = module.children.filter((child) => child.call === call);
    const key = keyIn(name) ?? index;
    const keyed = called.filter((child) => key !== null && child.index === key);
    const children = keyed.length > 0 ? keyed : called;
    const found = children.flatMap((child) => {
      const expression = at(child.configuration, "outputs", output, "expression");
      return expression === undefined ? unknown : referencesOf(expression, child, null, depth + 1);
    });
    return found.length > 0 ? found : unknown;
  }
  const type = first;
  const instances = module.resources.filter(
    (resource) => resource.type === type && resource.name === second.replace(/\[.*$/s, ""),
  );
  const key = keyIn(name);
  const chosen = instances.filter((resource) => resource.index === key);
  const same = instances.filter((resource) => index !== null && resource.index === index);
  if (instances.length === 0) return unknown;
  if (chosen.length > 0) return [{ kind: "resources", resources: chosen }];
  return [{ kind: "resources", resources: same.length > 0 ? same : instances }];
}

/** The key that a name is written with: `a.b["x"].arn`, `a.b[0]`. */
function keyIn(name: string): string | number | null {
  const text = /\[("(?:[^"\\]|\\.)*"|\d+)\]/.exec(name)?.[1];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as string | number;
  } catch {
    return null;
  }
}

/** The expression of a resource's argument, in the files of its module. */
export function argumentOf({ module, type, name }: PlannedResource, argument: string): unknown {
  const resource = listOf(at(module.configuration, "resources")).find(
    (each) => at(each, "type") === type && at(each, "name") === name && at(each, "mode") !== "data",
  );
  return at(resource, "expressions", argument);
}
