/** What is known of a managed Node runtime before anything runs on it. */
import { isBuiltin } from "node:module";
import { policyFor } from "../../core/native/policy/lambda-policies.ts";

export interface Runtime {
  /** Lambda's identifier, for example `nodejs24.x`. */
  readonly name: string;
  readonly nodeMajor: number;
  /** NODE_MODULE_VERSION and the highest Node-API level. */
  readonly abi: string;
  readonly napi: string;
  /** NODE_PATH as the runtime sets it where the function does not. */
  readonly nodePath: readonly string[];
  /** Whether Node looks at the syntax of a file that no package.json says the format of. */
  readonly detectsSyntax: boolean;
  /** How the runtime's client loads a CommonJS handler. */
  readonly loadsHandlerBy: "require" | "import";
  readonly isBuiltIn: (specifier: string) => boolean;
}

/** Null for a runtime that is not one of Node's, or whose levels are not known. */
export function runtimeOf(name: string): Runtime | null {
  const policy = policyFor(name);
  if (policy === null) return null;
  const nodeMajor = Number(/\d+/.exec(name)?.[0]);
  return {
    name,
    nodeMajor,
    abi: policy.abi,
    napi: policy.napi,
    // Lambda developer guide, "Working with layers for Node.js"; the bootstrap of the runtime sets it.
    nodePath: [
      `/opt/nodejs/node${nodeMajor}/node_modules`,
      "/opt/nodejs/node_modules",
      "/var/runtime/node_modules",
      "/var/runtime",
      "/var/task",
    ],
    // The bootstrap of nodejs22.x passes --no-experimental-detect-module.
    detectsSyntax: nodeMajor > 22,
    // The client's version 3 asks by `require`, version 4 always by `import`.
    loadsHandlerBy: nodeMajor > 22 ? "import" : "require",
    isBuiltIn: isBuiltin,
  };
}
