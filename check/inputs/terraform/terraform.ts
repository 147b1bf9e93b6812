/** The functions of a Terraform or OpenTofu plan, from `terraform show -json`. */
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
  type Place,
  unknownVariable,
} from "../shared/found.ts";
import { InputError } from "../shared/input-error.ts";
import { at, fieldsOf, listOf, textOf, textsOf } from "../shared/values.ts";
import { type Plan, type PlannedResource, planOf } from "./plan.ts";
import { argumentOf, type Reference, referencesOf } from "./references.ts";

const objectTypes = ["aws_s3_object", "aws_s3_bucket_object"];

/** @param path of the plan. Files are looked for in its folder, then in the current one. */
export function terraformProject(document: unknown, path: string): Found {
  const plan = planOf(document, path);
  const folders = [dirname(path), process.cwd()];
  const reader = new PlanReader(plan, folders);
  const functions = plan.resources.filter(({ type }) => type === "aws_lambda_function");
  if (functions.length > maxFunctions) throw new InputError(path, `more than ${maxFunctions} functions`);
  const named = functions.map((resource) => reader.functionOf(resource));
  const names = Map.groupBy(named, ({ name }) => name);
  return {
    tool: "Terraform",
    // An address is never there twice.
    functions: named.map((found, place) => {
      const isAlone = names.get(found.name)?.length === 1;
      return isAlone ? found : { ...found, name: functions[place]?.address ?? found.name };
    }),
    warnings: [],
  };
}

class PlanReader {
  readonly #folders: readonly string[];
  readonly #objects: readonly PlannedResource[];
  readonly #layersByArn = new Map<string, PlannedResource>();

  constructor({ resources }: Plan, folders: readonly string[]) {
    this.#folders = folders;
    this.#objects = resources.filter(({ type }) => objectTypes.includes(type));
    for (const resource of resources) {
      const arn = textOf(resource.values["arn"]);
      if (resource.type === "aws_lambda_layer_version" && arn !== null) this.#layersByArn.set(arn, resource);
    }
  }

  functionOf(resource: PlannedResource): FoundFunction {
    const { values, address, unknown: later } = resource;
    const unknown: string[] = [];
    const variables = fieldsOf(at(listOf(values["environment"])[0], "variables"));
    const hidden = at(listOf(later["environment"])[0], "variables");
    for (const name of decisive)
      if (hidden === true || at(hidden, name) === true) unknown.push(unknownVariable(name));
    return {
      name: textOf(values["function_name"]) ?? address,
      code: this.#place(resource, textOf(values["package_type"]) === "Image"),
      layers: this.#layersOf(resource, unknown),
      runtime: textOf(values["runtime"]),
      arch: archOf(textsOf(values["architectures"])),
      handler: textOf(values["handler"]),
      variables: Object.fromEntries(
        Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      ),
      memoryMb: typeof values["memory_size"] === "number" ? values["memory_size"] : null,
      unknown,
    };
  }

  #place(resource: PlannedResource, isImage: boolean): Place {
    if (isImage) return { kind: "unread", why: "is a container image, which has no layers" };
    const file = textOf(resource.values["filename"]);
    if (file !== null) return this.#file(file);
    const key = textOf(resource.values["s3_key"]);
    const objects =
      key === null
        ? referencesOf(argumentOf(resource, "s3_key"), resource.module, resource.index).flatMap((found) =>
            found.kind === "resources" ? found.resources : [],
          )
        : this.#objects.filter(({ values }) => values["key"] === key);
    const source = objects.map(({ values }) => textOf(values["source"])).find((text) => text !== null);
    if (typeof source === "string") return this.#file(source);
    if (key !== null) return { kind: "unread", why: `is in S3 as ${key}, not on this machine` };
    return { kind: "unread", why: "has a file name that is known only at the deploy" };
  }

  #file(file: string): Place {
    const places = isAbsolute(file) ? [file] : this.#folders.map((folder) => resolve(folder, file));
    const path = places.find((place) => existsSync(place));
    return path !== undefined ? { kind: "path", path } : { kind: "path", path: places[0] ?? file };
  }

  /**
   * The list in the plan has gaps: the ARNs that are known only after the deploy. If the expression refers to
   * as many resources, these are meant.
   */
  #layersOf(resource: PlannedResource, unknown: string[]): readonly FoundLayer[] {
    const { values, unknown: later, module, index } = resource;
    const listed = values["layers"];
    const items = listOf(listed);
    if (items.length > maxFoundLayers)
      unknown.push(`It has ${items.length} layers; ${maxFoundLayers} were read.`);
    if (Array.isArray(listed) && items.every((item) => typeof item === "string"))
      return items.slice(0, maxFoundLayers).map((arn) => this.#byArn(String(arn)));
    if (!Array.isArray(listed) && later["layers"] === undefined) return [];
    const references = referencesOf(argumentOf(resource, "layers"), module, index);
    if (!Array.isArray(listed)) {
      const referred = references.flatMap((found) => this.#referred(found)).slice(0, maxFoundLayers);
      return referred.length > 0 ? referred : [unread("layers", "are known only at the deploy")];
    }
    // A variable of the root has a value in the plan, so it is not what is missing in the list.
    const fresh = references
      .flatMap((found) => (found.kind === "resources" ? this.#referred(found) : []))
      .filter(({ arn }) => arn === null || !items.includes(arn));
    const gaps = items.filter((item) => typeof item !== "string").length;
    const fits = fresh.length === gaps;
    let next = 0;
    return items.slice(0, maxFoundLayers).map((item, place) => {
      if (typeof item === "string") return this.#byArn(item);
      const found = fits ? fresh[next++] : undefined;
      return found ?? unread(`layers[${place}]`, "is known only at the deploy");
    });
  }

  #referred(found: Reference): readonly FoundLayer[] {
    if (found.kind === "unknown") return [unread(found.what, "is known only at the deploy")];
    return found.resources.map((resource) =>
      resource.type === "aws_lambda_layer_version"
        ? this.#layerOf(resource)
        : unread(resource.address, `is a resource of the type ${resource.type}`),
    );
  }

  #byArn(arn: string): FoundLayer {
    const resource = this.#layersByArn.get(arn);
    if (resource !== undefined) return this.#layerOf(resource);
    return isLayerArn(arn) ? layerByArn(arn) : unread(arn, "is not the ARN of a layer");
  }

  #layerOf(resource: PlannedResource): FoundLayer {
    const { values, address } = resource;
    const names = (key: string): readonly string[] | null => {
      const texts = textsOf(values[key]);
      return texts.length > 0 ? texts : null;
    };
    return {
      name: textOf(values["layer_name"]) ?? address,
      arn: textOf(values["arn"]),
      place: this.#place(resource, false),
      labels: { runtimes: names("compatible_runtimes"), architectures: names("compatible_architectures") },
    };
  }
}

function unread(name: string, why: string): FoundLayer {
  return { name, arn: null, place: { kind: "unread", why }, labels: noLabels };
}
