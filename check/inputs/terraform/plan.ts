/**
 * The resources of a plan as JSON, each with the module that it is in.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
import { InputError } from "../shared/input-error.ts";
import { at, type Fields, fieldsOf, listOf, textOf } from "../shared/values.ts";

export interface PlannedResource {
  /** With its modules and keys: `module.api["a"].aws_lambda_function.this[0]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Its key in count or for_each; null where it has neither. */
  readonly index: string | number | null;
  readonly values: Fields;
  /** What of the values is known only after the deploy, in the same form. */
  readonly unknown: Fields;
  readonly module: PlannedModule;
}

export interface PlannedModule {
  /** Empty for the root. */
  readonly address: string;
  readonly parent: PlannedModule | null;
  /** The name of the call in the parent. */
  readonly call: string;
  readonly index: string | number | null;
  /** What its files say: resources, module_calls and outputs with their expressions. */
  readonly configuration: Fields;
  readonly resources: PlannedResource[];
  readonly children: PlannedModule[];
}

export interface Plan {
  readonly root: PlannedModule;
  readonly resources: readonly PlannedResource[];
}

const maxModuleDepth = 32;
const maxResources = 200_000;

export function isPlan(value: unknown): boolean {
  return at(value, "planned_values") !== undefined && textOf(at(value, "format_version")) !== null;
}

/** @throws InputError if it holds too much. */
export function planOf(document: unknown, path: string): Plan {
  const changes = new Map<string, Fields>();
  for (const change of listOf(at(document, "resource_changes"))) {
    const address = textOf(at(change, "address"));
    if (address !== null) changes.set(address, fieldsOf(at(change, "change", "after_unknown")));
  }
  const resources: PlannedResource[] = [];
  const moduleOf = (
    planned: unknown,
    place: Omit<PlannedModule, "resources" | "children">,
  ): PlannedModule => {
    const module: PlannedModule = { ...place, resources: [], children: [] };
    for (const resource of listOf(at(planned, "resources"))) {
      const found = resourceOf(resource, module, changes);
      if (found === null) continue;
      module.resources.push(found);
      resources.push(found);
      if (resources.length > maxResources) throw new InputError(path, `more than ${maxResources} resources`);
    }
    for (const child of listOf(at(planned, "child_modules"))) {
      const called = callOf(textOf(at(child, "address")) ?? "", module.address);
      if (called === null || depthOf(module) >= maxModuleDepth) continue;
      const configuration = fieldsOf(at(module.configuration, "module_calls", called.call, "module"));
      module.children.push(moduleOf(child, { ...called, parent: module, configuration }));
    }
    return module;
  };
  const root = moduleOf(at(document, "planned_values", "root_module"), {
    address: "",
    parent: null,
    call: "",
    index: null,
    configuration: fieldsOf(at(document, "configuration", "root_module")),
  });
  return { root, resources };
}

function resourceOf(
  resource: unknown,
  module: PlannedModule,
  changes: ReadonlyMap<string, Fields>,
): PlannedResource | null {
  const [address, type, name] = ["address", "type", "name"].map((key) => textOf(at(resource, key)));
  if (!address || !type || !name || at(resource, "mode") === "data") return null;
  const values = fieldsOf(at(resource, "values"));
  const index = keyOf(at(resource, "index"));
  return { address, type, name, index, values, unknown: changes.get(address) ?? {}, module };
}

/** The call and the key at the end of a module's address; keys may hold any character. */
function callOf(
  address: string,
  parent: string,
): { readonly address: string; readonly call: string; readonly index: string | number | null } | null {
  const rest = parent === "" ? address : address.slice(parent.length + 1);
  const found = /^module\.([\w-]+)(?:\[(.*)\])?$/s.exec(rest);
  if (found?.[1] === undefined || !address.startsWith(parent)) return null;
  return { address, call: found[1], index: found[2] === undefined ? null : keyOf(quoted(found[2])) };
}

function quoted(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyOf(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}

function depthOf(module: PlannedModule): number {
  let depth = 0;
  for (let above = module.parent; above !== null; above = above.parent) depth++;
  return depth;
}
