/**
 * The functions of a Pulumi program, which SST 3 is too: `pulumi preview --json`, `pulumi stack export`, `sst
 * state export`. Assets are objects with a signature.
 * https://www.pulumi.com/docs/iac/concepts/inputs-outputs/assets-archives,
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/asset/archive.go
 */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import {
  archOf,
  decisive,
  type Found,
  type FoundFunction,
  type FoundLayer,
  isLayerArn,
  layerByArn,
  maxFoundLayers,
  maxFunctions,
  noLabels,
  type PackedPart,
  type Place,
  unknownVariable,
} from "./shared/found.ts";
import { InputError } from "./shared/input-error.ts";
import { at, type Fields, fieldsOf, isFields, listOf, textOf, textsOf } from "./shared/values.ts";

/** How a value is written that is known only after the deploy. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The member that says what kind of value an object is. */
const signature = "4dabf18193072939515e22adb298388d";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const secret = "1b47061264138c4ac30d75fd1eb44270";

const maxResources = 200_000;
const maxParts = 10_000;

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  /** The URNs of what each input is made of. */
  readonly dependencies: Fields;
}

/** Null where it is not a state or a preview of Pulumi. */
export function pulumiResources(document: unknown): readonly unknown[] | null {
  const steps = at(document, "steps");
  const lists = [
    ["deployment", "resources"],
    ["checkpoint", "latest", "resources"],
    ["latest", "resources"],
    ["resources"],
  ].map((names) => at(document, ...names));
  const found = Array.isArray(steps)
    ? steps.map((step) => at(step, "newState"))
    : lists.find((list) => Array.isArray(list));
  if (!Array.isArray(found)) return null;
  const isUrn = (resource: unknown): boolean =>
    textOf(at(resource, "urn"))?.startsWith("urn:pulumi:") === true;
  return found.some(isUrn) ? found.filter(isUrn) : null;
}

export function pulumiProject(listed: readonly unknown[], path: string): Found {
  if (listed.length > maxResources) throw new InputError(path, `more than ${maxResources} resources`);
  const resources = listed.map(resourceOf);
  const state = new State(resources, [dirname(path), process.cwd()]);
  const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  if (functions.length > maxFunctions) throw new InputError(path, `more than ${maxFunctions} functions`);
  return { tool: "Pulumi", functions: functions.map((each) => state.functionOf(each)), warnings: [] };
}

function resourceOf(resource: unknown): Resource {
  return {
    urn: textOf(at(resource, "urn")) ?? "",
    type: textOf(at(resource, "type")) ?? "",
    inputs: fieldsOf(at(resource, "inputs")),
    outputs: fieldsOf(at(resource, "outputs")),
    dependencies: fieldsOf(at(resource, "propertyDependencies")),
  };
}

class State {
  readonly #byUrn: ReadonlyMap<string, Resource>;
  readonly #byArn = new Map<string, Resource>();
  readonly #objects: readonly Resource[];
  readonly #folders: readonly string[];

  constructor(resources: readonly Resource[], folders: readonly string[]) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.#folders = folders;
    this.#objects = resources.filter(({ type }) => /^aws:s3\/[bB]ucketObject(?:v2)?:/.test(type));
    for (const resource of resources) {
      const arn = textOf(resource.outputs["arn"]);
      if (resource.type === "aws:lambda/layerVersion:LayerVersion" && arn !== null)
        this.#byArn.set(arn, resource);
    }
  }

  functionOf(resource: Resource): FoundFunction {
    const { inputs, urn } = resource;
    const unknown: string[] = [];
    const variables = fieldsOf(at(inputs["environment"], "variables"));
    for (const name of decisive)
      if (!isPlain(variables[name]) && variables[name] !== undefined) unknown.push(unknownVariable(name));
    return {
      name: plainText(inputs["name"]) ?? nameIn(urn),
      code: this.#place(resource),
      layers: this.#layersOf(resource, unknown),
      runtime: plainText(inputs["runtime"]),
      arch: archOf(textsOf(inputs["architectures"])),
      handler: plainText(inputs["handler"]),
      variables: Object.fromEntries(
        Object.entries(variables).filter((entry): entry is [string, string] => isPlain(entry[1])),
      ),
      memoryMb: typeof inputs["memorySize"] === "number" ? inputs["memorySize"] : null,
      unknown,
    };
  }

  #place({ inputs, dependencies }: Resource): Place {
    if (inputs["packageType"] === "Image")
      return { kind: "unread", why: "is a container image, which has no layers" };
    const own = this.#archive(inputs["code"]);
    if (own !== null) return own;
    const key = plainText(inputs["s3Key"]);
    const urns = [...textsOf(dependencies["s3Key"]), ...textsOf(dependencies["s3Bucket"])];
    const objects = this.#objects.filter((object) =>
      key === null ? urns.includes(object.urn) : object.inputs["key"] === key,
    );
    const [object, ...others] = objects;
    const source = others.length > 0 ? null : this.#archive(object?.inputs["source"]);
    if (source !== null) return source;
    if (key !== null) return { kind: "unread", why: `is in S3 as ${key}, not on this machine` };
    return { kind: "unread", why: "is at a place that is known only at the deploy" };
  }

  /** A file or folder, or several that are packed together. */
  #archive(archive: unknown): Place | null {
    if (!isFields(archive) || archive[signature] === undefined) return null;
    const path = textOf(archive["path"]);
    if (path !== null) return { kind: "path", path: this.#file(path) };
    const assets = fieldsOf(archive["assets"]);
    const [only, ...others] = Object.entries(assets);
    const isAlone = only?.[0] === "." && others.length === 0;
    const alone = isAlone ? textOf(at(only[1], "path")) : null;
    if (alone !== null) return { kind: "path", path: this.#file(alone) };
    const parts = new Map<string, PackedPart>();
    for (const [name, asset] of Object.entries(assets).slice(0, maxParts)) {
      const [file, text] = [textOf(at(asset, "path")), at(asset, "text")];
      const kind = at(asset, signature) === archiveSignature ? "archive" : "file";
      if (file !== null) parts.set(name, { kind, path: this.#file(file) });
      else if (typeof text === "string") parts.set(name, { kind: "inline", text });
      else return { kind: "unread", why: `has the part ${name}, which is not a local file` };
    }
    return parts.size > 0 ? { kind: "packed", parts } : null;
  }

  #file(path: string): string {
    const places = isAbsolute(path) ? [path] : this.#folders.map((folder) => resolve(folder, path));
    return places.find((place) => existsSync(place)) ?? places[0] ?? path;
  }

  /**
   * Pulumi says which resources a list is made of, and not in which order. So an unknown one is found only if
   * it is alone.
   */
  #layersOf({ inputs, dependencies }: Resource, unknown: string[]): readonly FoundLayer[] {
    const listed = inputs["layers"];
    const urns = textsOf(dependencies["layers"]);
    const meant = urns.flatMap((urn) => this.#byUrn.get(urn) ?? []).filter(isLayer);
    if (listed === undefined || listed === null) return [];
    if (!Array.isArray(listed)) return [unread("layers", "are known only at the deploy")];
    if (listed.length > maxFoundLayers)
      unknown.push(`It has ${listed.length} layers; ${maxFoundLayers} were read.`);
    const gaps = listed.filter((item) => !isPlain(item)).length;
    const fresh = meant.filter(({ outputs }) => !listed.includes(outputs["arn"]));
    return listed.slice(0, maxFoundLayers).map((item, place) => {
      if (isPlain(item)) return this.#byArnOf(item);
      const [only, ...others] = fresh;
      if (gaps === 1 && only !== undefined && others.length === 0) return this.#layerOf(only);
      const name = fresh.map(({ urn }) => nameIn(urn)).join(" or ");
      return unread(name === "" ? `layers[${place}]` : name, "is known only at the deploy");
    });
  }

  #byArnOf(arn: string): FoundLayer {
    const resource = this.#byArn.get(arn);
    if (resource !== undefined) return this.#layerOf(resource);
    return isLayerArn(arn) ? layerByArn(arn) : unread(arn, "is not the ARN of a layer");
  }

  #layerOf(resource: Resource): FoundLayer {
    const { inputs, outputs, urn } = resource;
    const names = (key: string): readonly string[] | null =>
      listOf(inputs[key]).length > 0 ? textsOf(inputs[key]) : null;
    return {
      name: plainText(inputs["layerName"]) ?? nameIn(urn),
      arn: textOf(outputs["arn"]),
      place: this.#place(resource),
      labels: { runtimes: names("compatibleRuntimes"), architectures: names("compatibleArchitectures") },
    };
  }
}

function isLayer({ type }: Resource): boolean {
  return type === "aws:lambda/layerVersion:LayerVersion";
}

/** Neither unknown nor secret. */
function isPlain(value: unknown): value is string {
  return typeof value === "string" && value !== unknownValue;
}

function plainText(value: unknown): string | null {
  if (isFields(value) && value[signature] === secret) return null;
  return isPlain(value) ? textOf(value) : null;
}

/** `urn:pulumi:stack::project::type::name` */
function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function unread(name: string, why: string): FoundLayer {
  return { name, arn: null, place: { kind: "unread", why }, labels: noLabels };
}
