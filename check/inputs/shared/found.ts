/** What the files of a tool say about its functions, before any code or layer is opened. */

/** Where the files of a function or of a layer are. */
export type Place =
  | { readonly kind: "path"; readonly path: string }
  /** Code inside the template; its file's name depends on the runtime. */
  | { readonly kind: "inline"; readonly text: string }
  /** Files and archives that are packed together: path in the zip -> what is put there; `.` is the root. */
  | { readonly kind: "packed"; readonly parts: ReadonlyMap<string, PackedPart> }
  /** Why it cannot be read: the end of a sentence that begins with its name, such as `is a parameter`. */
  | { readonly kind: "unread"; readonly why: string };

export type PackedPart =
  /** A folder, or a zip that is unpacked there. */
  | { readonly kind: "archive"; readonly path: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "inline"; readonly text: string };

/** What a layer says that it fits; null where it says nothing. Lambda compares nothing with it. */
export interface LayerLabels {
  readonly runtimes: readonly string[] | null;
  readonly architectures: readonly string[] | null;
}

export const noLabels: LayerLabels = { runtimes: null, architectures: null };

export interface FoundLayer {
  /** As the tool's files name it: an ID, a parameter, or an ARN. `--layer-at` takes this name, too. */
  readonly name: string;
  /** Of its version, where the files have it. */
  readonly arn: string | null;
  readonly place: Place;
  readonly labels: LayerLabels;
}

export interface FoundFunction {
  readonly name: string;
  readonly code: Place;
  /** Lowest first. */
  readonly layers: readonly FoundLayer[];
  /** Null where the files do not say it. */
  readonly runtime: string | null;
  readonly arch: "x64" | "arm64";
  readonly handler: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMb: number | null;
  /** What the files do not say and the check needs: a sentence each. */
  readonly unknown: readonly string[];
}

export interface Found {
  /** The tool whose files these are. */
  readonly tool: string;
  readonly functions: readonly FoundFunction[];
  /** A sentence each. */
  readonly warnings: readonly string[];
}

/** As many functions as are read of one input. */
export const maxFunctions = 2_000;
/** As many layers as are read of one function; Lambda takes five. */
export const maxFoundLayers = 100;

/** A layer's version has an ARN of this form (Lambda API reference, GetLayerVersionByArn). */
const layerVersion = /^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$/;

export function isLayerArn(text: string): boolean {
  return layerVersion.test(text);
}

/** A layer of which the files have the ARN alone. */
export function layerByArn(arn: string): FoundLayer {
  const place = {
    kind: "unread",
    why: "is given by its ARN, and its files are not on this machine",
  } as const;
  return { name: arn, arn, place, labels: noLabels };
}

/** Variables that decide which code is loaded: where their value is not known, that is said. */
export const decisive = ["AWS_LAMBDA_EXEC_WRAPPER", "NODE_OPTIONS", "NODE_PATH"] as const;

export function unknownVariable(name: string): string {
  return `The value of ${name} is not known before the deploy, so what it changes was not judged.`;
}

/** Lambda takes one. SAM's globals come before what a function has itself. */
export function archOf(names: readonly string[]): "x64" | "arm64" {
  return names.at(-1) === "arm64" ? "arm64" : "x64";
}
