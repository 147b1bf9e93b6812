/** One stack of a project: its template, the place of that, and what its parent passes to it. */
import { at, type Fields, fieldsOf } from "../shared/values.ts";

export interface Stack {
  /** As a person names it; empty for a template that is alone. */
  readonly name: string;
  readonly template: Fields;
  /** The template's file. Paths in it begin in its folder. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, Value>;
  /** The files of the templates that it is nested in, the root's first. */
  readonly above: readonly string[];
}

/** What an expression of a template comes to, as far as it is known before the deploy. */
export type Value =
  /** Text, a number, a truth value, or an object that holds no expressions that matter. */
  | { readonly kind: "known"; readonly value: unknown }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  /** A resource of the template, by whatever of it is asked for: its ID, its ARN. */
  | { readonly kind: "resource"; readonly stack: Stack; readonly id: string }
  /** `what` is a name for it that a person finds in the template. */
  | { readonly kind: "unknown"; readonly what: string }
  /** AWS::NoValue: it is as if nothing were there. */
  | { readonly kind: "nothing" };

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Fields;
  readonly metadata: Fields;
  readonly condition: unknown;
}

export function resourceOf({ template }: Stack, id: string): Resource | null {
  const resource = at(template, "Resources", id);
  const type = at(resource, "Type");
  if (typeof type !== "string") return null;
  return {
    id,
    type,
    properties: fieldsOf(at(resource, "Properties")),
    metadata: fieldsOf(at(resource, "Metadata")),
    condition: at(resource, "Condition"),
  };
}

export function resourcesOf(stack: Stack): readonly Resource[] {
  return Object.keys(fieldsOf(stack.template["Resources"])).flatMap((id) => resourceOf(stack, id) ?? []);
}
