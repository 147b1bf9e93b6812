/**
 * The functions of a project that is deployed by CloudFormation: one or several stacks, each with those
 * nested in it. SAM, the CDK and the Serverless Framework differ only in where the files of an asset are.
 */
import { dirname, resolve } from "node:path";
import { type Found, type FoundFunction, maxFunctions, type Place } from "../shared/found.ts";
import { InputError } from "../shared/input-error.ts";
import { readText } from "../shared/read-json.ts";
import { at, fieldsOf, textOf } from "../shared/values.ts";
import { Evaluator } from "./evaluate.ts";
import { functionOf, isFunction } from "./functions.ts";
import { parseTemplate } from "./parse-template.ts";
import { type Resource, resourceOf, resourcesOf, type Stack, type Value } from "./stack.ts";
import { textOfValue } from "./value.ts";

/** CloudFormation nests stacks at will; real projects have two or three levels. */
const maxNesting = 8;
const maxStacks = 500;
/** Of all templates together, in characters. */
const maxText = 64 * 1024 * 1024;

/** What the tools differ in. */
export interface Tool {
  readonly name: string;
  /**
   * The file or folder of an asset that the template says is in S3 by this key; null where it is not here.
   */
  asset(resource: Resource, key: string | null, folder: string): string | null;
  /** As a person knows the function; null leaves it to its name or ID. */
  nameOf?(resource: Resource): string | null;
}

export interface RootTemplate {
  readonly name: string;
  readonly path: string;
}

export interface ProjectOptions {
  /** What the deploy passes to the stacks. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Reads the tool's files; by default from this machine. @throws InputError */
  readonly read?: (path: string) => string;
}

export class Project {
  readonly #tool: Tool;
  readonly #read: (path: string) => string;
  readonly #warnings: string[] = [];
  readonly #nested = new Map<string, Stack | null>();
  readonly #ids = new WeakMap<Stack, number>();
  readonly #all: Stack[] = [];
  readonly #evaluator: Evaluator;
  /** By path: stages and stacks may share a template. */
  readonly #templates = new Map<string, Stack["template"] | null>();
  #text = 0;

  constructor(tool: Tool, roots: readonly RootTemplate[], { parameters, read = readText }: ProjectOptions) {
    this.#tool = tool;
    this.#read = read;
    this.#evaluator = new Evaluator({
      exported: (name) => this.#exported(name),
      nested: (stack, id) => this.#nestedStack(stack, id),
    });
    const given = new Map([...parameters].map(([key, value]) => [key, { kind: "known", value } as const]));
    for (const { name, path } of roots) {
      const template = this.#template(path);
      if (template !== null) this.#add({ name, template, path, parameters: given, above: [] });
    }
  }

  found(): Found {
    const functions: FoundFunction[] = [];
    // Stacks that are nested are found on the way.
    for (let index = 0; index < this.#all.length; index++) {
      const stack = this.#all[index] as Stack;
      for (const resource of resourcesOf(stack)) {
        if (!this.#evaluator.mayHold(resource.condition, stack)) continue;
        if (isFunction(resource)) functions.push(this.#function(resource, stack));
        else if (isStack(resource)) this.#nestedStack(stack, resource.id);
        if (functions.length > maxFunctions) throw tooMany(stack.path);
      }
      const loops = Object.keys(fieldsOf(stack.template["Resources"])).filter((id) => id.startsWith("Fn::"));
      if (loops.length > 0) this.#warn(`${stack.path}: what ${loops[0]} makes is not judged`);
    }
    return { tool: this.#tool.name, functions: apart(functions), warnings: this.#warnings };
  }

  #function(resource: Resource, stack: Stack): FoundFunction {
    return functionOf(resource, stack, {
      evaluate: (expression, of) => this.#evaluator.evaluate(expression, of),
      place: (of, code, from) => this.#place(of, code, from),
      nameOf: (of) => this.#tool.nameOf?.(of) ?? null,
    });
  }

  /** @param code the path or the place in S3 that a function or a layer has its files in */
  #place(resource: Resource, code: unknown, stack: Stack): Place {
    const folder = dirname(stack.path);
    const value = this.#evaluator.evaluate(code, stack);
    const text = textOfValue(value) ?? s3UrlOf(value);
    if (text !== null && !/^(?:s3|https?):\/\//i.test(text))
      return { kind: "path", path: resolve(folder, text) };
    const key = text === null ? this.#keyOf(code, stack) : (text.split("/").pop() ?? null);
    const path = this.#tool.asset(resource, key, folder);
    if (path !== null) return { kind: "path", path };
    if (text !== null) return { kind: "unread", why: `is at ${text}, not on this machine` };
    const where = key === null ? "at a place that is known only at the deploy" : `in S3 as ${key}`;
    return { kind: "unread", why: `is ${where}, not on this machine` };
  }

  /** SAM writes `Bucket` and `Key`, CloudFormation `S3Bucket` and `S3Key`. */
  #keyOf(code: unknown, stack: Stack): string | null {
    const key = at(code, "S3Key") ?? at(code, "Key");
    return key === undefined ? null : textOfValue(this.#evaluator.evaluate(key, stack));
  }

  #nestedStack(parent: Stack, id: string): Stack | null {
    const key = `${this.#ids.get(parent)} ${id}`;
    const known = this.#nested.get(key);
    if (known !== undefined) return known;
    // A template that names itself, or asks for an output of the stack that is being made, ends here.
    this.#nested.set(key, null);
    const resource = resourceOf(parent, id);
    if (resource === null || !isStack(resource)) return null;
    const stack = this.#made(parent, resource);
    this.#nested.set(key, stack);
    return stack;
  }

  #made(parent: Stack, resource: Resource): Stack | null {
    const { id, properties, metadata } = resource;
    const name = parent.name === "" ? id : `${parent.name}/${id}`;
    if (parent.above.length >= maxNesting) {
      this.#warn(`${parent.path}: ${id} is nested more than ${maxNesting} deep and is not judged`);
      return null;
    }
    const above = [...parent.above, parent.path];
    const location = properties["TemplateURL"] ?? properties["Location"];
    const folder = dirname(parent.path);
    const asset = textOf(metadata["aws:asset:path"]);
    const place: Place =
      asset !== null
        ? { kind: "path", path: resolve(folder, asset) }
        : this.#place(resource, location, parent);
    if (place.kind === "path" && above.includes(place.path)) {
      this.#warn(`${parent.path}: ${id} is nested in itself and is not judged`);
      return null;
    }
    const template = place.kind === "path" ? this.#template(place.path) : null;
    if (place.kind !== "path" || template === null) {
      if (place.kind === "unread") this.#warn(`The nested stack ${name} is not judged: it ${place.why}`);
      return null;
    }
    const pseudo = [...parent.parameters].filter(([parameter]) => parameter.startsWith("AWS::"));
    const parameters = new Map<string, Value>(pseudo);
    for (const [parameter, value] of Object.entries(fieldsOf(properties["Parameters"])))
      parameters.set(parameter, this.#evaluator.evaluate(value, parent));
    return this.#add({ name, template, path: place.path, parameters, above });
  }

  #add(stack: Stack): Stack {
    this.#all.push(stack);
    this.#ids.set(stack, this.#all.length);
    if (this.#all.length > maxStacks) throw new InputError(stack.path, `more than ${maxStacks} stacks`);
    return stack;
  }

  /** Null for one that cannot be read, which is said. */
  #template(path: string): Stack["template"] | null {
    const known = this.#templates.get(path);
    if (known !== undefined) return known;
    let template: Stack["template"] | null = null;
    try {
      const text = this.#read(path);
      this.#text += text.length;
      if (this.#text > maxText) throw new InputError(path, `templates have more than ${maxText} characters`);
      template = parseTemplate(text, path);
    } catch (error) {
      this.#warn(error instanceof Error ? error.message : String(error));
    }
    this.#templates.set(path, template);
    return template;
  }

  #exported(name: string): { readonly stack: Stack; readonly expression: unknown } | null {
    for (const stack of this.#all) {
      for (const output of Object.values(fieldsOf(stack.template["Outputs"]))) {
        if (at(output, "Export", "Name") === name) return { stack, expression: at(output, "Value") };
      }
    }
    return null;
  }

  #warn(text: string): void {
    if (this.#warnings.length < 100) this.#warnings.push(text);
  }
}

function isStack({ type }: Resource): boolean {
  return type === "AWS::CloudFormation::Stack" || type === "AWS::Serverless::Application";
}

/** The last part of a URL that is joined of parts, of which only some are known. */
function s3UrlOf(value: Value): string | null {
  return value.kind === "unknown" && value.what.startsWith("https://") ? value.what : null;
}

function tooMany(path: string): InputError {
  return new InputError(path, `more than ${maxFunctions} functions`);
}

/** Functions of one name, in several stacks, get the number of their place. */
function apart(functions: readonly FoundFunction[]): readonly FoundFunction[] {
  const counts = new Map<string, number>();
  return functions.map((found) => {
    const count = (counts.get(found.name) ?? 0) + 1;
    counts.set(found.name, count);
    return count === 1 ? found : { ...found, name: `${found.name} (${count})` };
  });
}
