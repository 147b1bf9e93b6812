/** What is said above info about a function of these files. */
import { checkFunction } from "../../../check/check-function.ts";
import { memoryTree } from "../../../check/lambda/memory-tree.ts";
import { library, RETURN_NULL } from "../../core/support/library.ts";

export type Arch = "x64" | "arm64";
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const machines = { x64: 62, arm64: 183 } as const;
export const other = { x64: "arm64", arm64: "x64" } as const;

/** It fits any Lambda of this architecture. */
export function addonFor(arch: Arch, options: Parameters<typeof library>[0] = {}): Uint8Array {
  const defines = { napi_register_module_v1: RETURN_NULL };
  return library({ machine: machines[arch], needed: ["libc.so.6"], defines, ...options });
}

export function checked(arch: Arch, files: Files) {
  return checkFunction({
    name: "orders",
    task: memoryTree("code", new Map(Object.entries(files))),
    layers: [],
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch,
    handler: "index.handler",
    variables: {},
  });
}

/** `severity code package` of each. */
export function judged(arch: Arch, files: Files) {
  const { will, may } = checked(arch, files);
  const texts = (findings: typeof will) =>
    findings
      .filter(({ severity }) => severity !== "info")
      .map(({ severity, code, package: about }) => `${severity} ${code} ${about}`);
  return { will: texts(will), may: texts(may) };
}

/** The files of a package, in node_modules. */
export function packageOf(name: string, manifest: object, files: Files = {}): Files {
  const folder = `node_modules/${name}`;
  const own = Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content] as const);
  return {
    [`${folder}/package.json`]: JSON.stringify({ name, version: "1.0.0", ...manifest }),
    ...Object.fromEntries(own),
  };
}
