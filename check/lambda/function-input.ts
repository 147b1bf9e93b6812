import type { Tree } from "./tree.ts";

/** One function as it will be deployed. */
export interface FunctionInput {
  readonly name: string;
  /** /var/task */
  readonly task: Tree;
  /** Lowest first: each overwrites the ones before it. */
  readonly layers: readonly Tree[];
  /** What is in /var/runtime, as far as it is known. */
  readonly runtimeFiles: Tree | null;
  /** How far they are known, where they are not the files themselves: a phrase. */
  readonly runtimeSource?: string | null;
  /** Lambda's identifier, for example `nodejs24.x`. */
  readonly runtime: string;
  readonly arch: "x64" | "arm64";
  /** `file.export` */
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Null where it is not known. */
  readonly memoryMb?: number | null;
  /** Of `layers`, in their order: the facts that only the tool's files or the account have. */
  readonly layerFacts?: readonly LayerFacts[];
  /** Layers that could not be read, which are not among `layers`: what they hold may change anything. */
  readonly unreadLayers?: readonly UnreadLayer[];
  /** The facts that are missing, so that they were not judged: a sentence each. */
  readonly unknown?: readonly string[];
}

export interface LayerFacts {
  /** Of the version; null where it is not known. */
  readonly arn: string | null;
  /** What the layer says that it fits; null where it says nothing. Lambda compares nothing with it. */
  readonly runtimes: readonly string[] | null;
  readonly architectures: readonly string[] | null;
}

export interface UnreadLayer {
  readonly name: string;
  /** Among all layers, counted from 0, the lowest. Absent where its place is not known. */
  readonly place?: number;
  readonly arn: string | null;
  /** A sentence. */
  readonly why: string;
}
