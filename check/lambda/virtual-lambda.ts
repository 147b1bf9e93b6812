/** What a function finds when it starts: its roots, Node's resolution in them, and what is loaded first. */
import type { FileSystem } from "../../core/file-system.ts";
import { parseNodePath } from "../../core/layout/candidates.ts";
import { MemoFiles } from "../../core/layout/memo-files.ts";
import { PackageReader } from "../../core/layout/package-json.ts";
import type { OnProblem } from "../../core/layout/problem.ts";
import { Resolver } from "../../core/layout/resolver.ts";
import type { FunctionInput } from "./function-input.ts";
import { mergeLayers, type Opt, optMount } from "./opt.ts";
import { type Runtime, runtimeOf } from "./runtime.ts";
import { nodeArguments, type Start, startOf } from "./start.ts";
import { VirtualFiles } from "./virtual-files.ts";

export interface VirtualLambda {
  readonly runtime: Runtime;
  /** As they are, for who remembers answers himself. */
  readonly mounted: FileSystem;
  readonly files: FileSystem;
  readonly packages: PackageReader;
  readonly resolver: Resolver;
  readonly opt: Opt;
  /** NODE_PATH. */
  readonly nodePath: string;
  readonly start: Start;
}

/** @throws Error for a runtime that is not one of Node's. */
export function virtualLambda(input: FunctionInput, onProblem: OnProblem): VirtualLambda {
  const runtime = runtimeOf(input.runtime);
  if (runtime === null) throw new Error(`${input.name}: the runtime ${input.runtime} is not known`);
  const opt = mergeLayers(input.layers);
  const mounted = new VirtualFiles(onProblem);
  mounted.mountTree("/var/task", input.task);
  mounted.mount("/opt", optMount(opt, input.layers));
  if (input.runtimeFiles !== null) mounted.mountTree("/var/runtime", input.runtimeFiles);
  const files = new MemoFiles(mounted);
  const packages = new PackageReader(files, onProblem);
  const args = nodeArguments(input.variables, files);
  const nodePath = input.variables["NODE_PATH"] || runtime.nodePath.join(":");
  const resolver = new Resolver({
    files,
    packages,
    nodePath: parseNodePath(nodePath),
    requireEsm: args.requireEsm,
    conditions: args.conditions,
    isBuiltIn: runtime.isBuiltIn,
  });
  const start = startOf(input.handler, runtime, args, { files, packages, resolver });
  return { runtime, mounted, files, packages, resolver, opt, nodePath, start };
}
