/**
 * Opens what the files of a tool name. Functions share layers, so what was opened stays open and is used
 * again; the code of a function is closed when it has been judged.
 */
import { basename } from "node:path";
import { fileTree } from "../lambda/folder-tree.ts";
import type { FunctionInput, UnreadLayer } from "../lambda/function-input.ts";
import { memoryTree } from "../lambda/memory-tree.ts";
import { openTree } from "../lambda/open-tree.ts";
import { type Part, packedTree } from "../lambda/packed-tree.ts";
import { runtimeOf } from "../lambda/runtime.ts";
import type { Tree } from "../lambda/tree.ts";
import type { FoundFunction, FoundLayer, Place } from "./shared/found.ts";

/** What of a function could not be read, so that nothing of it is judged. */
export interface Unopened {
  readonly kind: "unopened";
  readonly name: string;
  readonly runtime: string | null;
  readonly arch: FoundFunction["arch"];
  readonly layers: readonly string[];
  /** A sentence each. */
  readonly why: readonly string[];
}

export interface Opened {
  readonly kind: "opened";
  readonly input: FunctionInput;
  /** Closes the function's own code. */
  close(): void;
}

export type RuntimeFiles = Pick<FunctionInput, "runtimeFiles" | "runtimeSource">;

export interface ArtefactOptions {
  /** A layer's name or ARN -> where its files are. */
  readonly layersAt: ReadonlyMap<string, string>;
  /** A function's name -> where its code is. */
  readonly codeAt: ReadonlyMap<string, string>;
  /** Files of a layer that is not on this machine; null where they cannot be had, with the reason. */
  readonly fetchLayer?: (arn: string) => Promise<{ readonly path: string } | { readonly why: string }>;
  readonly runtimeFiles: (runtime: string) => RuntimeFiles;
}

export class Artefacts {
  readonly #options: ArtefactOptions;
  /** By name and place. Failed ones are kept, too: nothing is tried again for each function. */
  readonly #layers = new Map<string, Promise<Tree>>();

  constructor(options: ArtefactOptions) {
    this.#options = options;
  }

  async open(found: FoundFunction): Promise<Opened | Unopened> {
    const { name, runtime, arch, handler } = found;
    const unopened = (...why: readonly string[]): Unopened => {
      const layers = found.layers.map((layer) => layer.name);
      return { kind: "unopened", name, runtime, arch, layers, why: [...why, ...found.unknown] };
    };
    const given = this.#options.codeAt.get(name);
    const code: Place = given === undefined ? found.code : { kind: "path", path: given };
    if (code.kind === "unread") return unopened(`Its code ${code.why}.`);
    if (runtime === null) return unopened("Its runtime is known only at the deploy.");
    if (handler === null && runtimeOf(runtime) !== null)
      return unopened("Its handler is known only at the deploy.");
    let task: Tree;
    try {
      task = await opened(code, given ?? nameOf(code), runtime);
    } catch (error) {
      return unopened(`Its code cannot be read: ${messageOf(error)}.`);
    }
    const layers: { readonly tree: Tree; readonly layer: FoundLayer }[] = [];
    const unread: UnreadLayer[] = [];
    for (const [place, layer] of found.layers.entries()) {
      const tree = await this.#layer(layer);
      if (typeof tree === "string") unread.push({ name: layer.name, place, arn: layer.arn, why: tree });
      else layers.push({ tree, layer });
    }
    const input: FunctionInput = {
      name,
      task,
      layers: layers.map(({ tree }) => tree),
      ...this.#options.runtimeFiles(runtime),
      runtime,
      arch,
      handler: handler ?? "",
      variables: found.variables,
      memoryMb: found.memoryMb,
      layerFacts: layers.map(({ layer }) => ({ arn: layer.arn, ...layer.labels })),
      unreadLayers: unread,
      unknown: found.unknown,
    };
    return { kind: "opened", input, close: () => task.close() };
  }

  /** A sentence where it cannot be read. */
  async #layer(layer: FoundLayer): Promise<Tree | string> {
    const { name, arn, place } = layer;
    const { layersAt, fetchLayer } = this.#options;
    const given = layersAt.get(name) ?? (arn === null ? undefined : layersAt.get(arn));
    let from: Place = given === undefined ? place : { kind: "path", path: given };
    if (from.kind === "unread" && arn !== null && fetchLayer !== undefined) {
      const fetched = await fetchLayer(arn);
      from = "path" in fetched ? { kind: "path", path: fetched.path } : { kind: "unread", why: fetched.why };
    }
    if (from.kind === "unread") {
      const hint = /\s/.test(name) ? "" : ` Use --layer-at ${name}=ZIP if you have its files.`;
      return `The layer ${name} was not judged: it ${from.why}.${hint}`;
    }
    try {
      return await this.#opened(from, name);
    } catch (error) {
      return `The layer ${name} was not judged: ${messageOf(error)}.`;
    }
  }

  #opened(place: Exclude<Place, { kind: "unread" }>, name: string): Promise<Tree> {
    const key = place.kind === "path" ? `${name}\n${place.path}` : null;
    const known = key === null ? undefined : this.#layers.get(key);
    if (known !== undefined) return known;
    const tree = opened(place, name, null);
    this.#layers.set(key ?? `${name}\n${this.#layers.size}`, tree);
    return tree;
  }

  async close(): Promise<void> {
    for (const result of await Promise.allSettled(this.#layers.values()))
      if (result.status === "fulfilled") result.value.close();
    this.#layers.clear();
  }
}

async function opened(
  place: Exclude<Place, { kind: "unread" }>,
  name: string,
  runtime: string | null,
): Promise<Tree> {
  if (place.kind === "path") return openTree(place.path, name);
  if (place.kind === "inline") return memoryTree(name, new Map([[inlineFile(runtime), place.text]]));
  const parts: Part[] = [];
  for (const [written, part] of place.parts) {
    const at = relative(written);
    if (part.kind === "inline")
      parts.push(partOf(at, (file) => memoryTree(name, new Map([[file, part.text]]))));
    else if (part.kind === "file") parts.push(partOf(at, (file) => fileTree(part.path, file)));
    else parts.push({ at, tree: await openTree(part.path, name) });
  }
  return packedTree(name, parts);
}

/** A path in the archive, which leads nowhere else. */
function relative(path: string): string {
  return path
    .split("/")
    .filter((part) => !["", ".", ".."].includes(part))
    .join("/");
}

/** @param make a tree of one file of that name */
function partOf(path: string, make: (file: string) => Tree): Part {
  const slash = path.lastIndexOf("/");
  return { at: path.slice(0, Math.max(slash, 0)), tree: make(path.slice(slash + 1)) };
}

/** CloudFormation user guide, AWS::Lambda::Function Code, ZipFile: the file is named index. */
function inlineFile(runtime: string | null): string {
  return runtime?.startsWith("python") === true ? "index.py" : "index.js";
}

function nameOf(code: Exclude<Place, { kind: "unread" }>): string {
  return code.kind === "path" ? basename(code.path) : "the function's code";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
