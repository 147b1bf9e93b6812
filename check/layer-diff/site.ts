/** One layer as a function meets it: mounted at /opt, with Node's resolution from /var/task. */
import type { FileSystem } from "../../core/file-system.ts";
import { MemoFiles } from "../../core/layout/memo-files.ts";
import { PackageReader } from "../../core/layout/package-json.ts";
import type { OnProblem } from "../../core/layout/problem.ts";
import { Resolver } from "../../core/layout/resolver.ts";
import { NativeFiles } from "../../core/native/native-file.ts";
import type { Runtime } from "../lambda/runtime.ts";
import type { Tree } from "../lambda/tree.ts";
import { VirtualFiles } from "../lambda/virtual-files.ts";

export interface Site {
  readonly tree: Tree;
  readonly files: FileSystem;
  readonly packages: PackageReader;
  readonly natives: NativeFiles;
  /** Node's answers for a function that finds packages in these folders, in this order. */
  resolverFor(...topFolders: readonly string[]): Resolver;
}

/** @param runtime decides which names are built-ins */
export function siteOf(tree: Tree, runtime: Runtime, onProblem: OnProblem): Site {
  const mounted = new VirtualFiles(onProblem);
  mounted.mountTree("/opt", tree);
  const files = new MemoFiles(mounted);
  const packages = new PackageReader(files, onProblem);
  const resolvers = new Map<string, Resolver>();
  return {
    tree,
    files,
    packages,
    natives: new NativeFiles(files),
    resolverFor(...topFolders) {
      const key = topFolders.join(":");
      const known = resolvers.get(key);
      if (known !== undefined) return known;
      const { isBuiltIn } = runtime;
      // Lambda's runtimes start Node so that `require` loads no ES module.
      const options = {
        files,
        packages,
        nodePath: topFolders,
        requireEsm: false,
        conditions: [],
        isBuiltIn,
      };
      const resolver = new Resolver(options);
      resolvers.set(key, resolver);
      return resolver;
    },
  };
}
