/**
 * What Node loads by itself when the function starts: what NODE_OPTIONS and wrapper scripts preload, and the
 * handler's module as the runtime's client looks for it.
 */
import type { FileSystem } from "../../core/file-system.ts";
import { formatOf } from "../../core/layout/module-format.ts";
import type { PackageReader } from "../../core/layout/package-json.ts";
import { joinPath } from "../../core/layout/paths.ts";
import type { Resolver } from "../../core/layout/resolver.ts";
import type { Entry } from "../walk/walk.ts";
import type { Runtime } from "./runtime.ts";

export interface Start {
  readonly entries: readonly Entry[];
  /** What was asked for and is not there: a sentence each. */
  readonly missing: readonly string[];
  readonly requireEsm: boolean;
  readonly conditions: readonly string[];
}

/** The arguments of Node that change what is loaded, of NODE_OPTIONS and of wrapper scripts. */
export interface NodeArguments {
  /** The paths of the wrapper scripts. */
  readonly wrappers: readonly string[];
  readonly requires: readonly string[];
  readonly imports: readonly string[];
  readonly conditions: readonly string[];
  readonly requireEsm: boolean;
}

interface Places {
  readonly files: FileSystem;
  readonly packages: PackageReader;
  readonly resolver: Resolver;
}

const maxScriptBytes = 256 * 1024;
const wrapperVariables = ["AWS_LAMBDA_EXEC_WRAPPER", "OUTCROP_EXEC_WRAPPER"] as const;
const decoder = new TextDecoder();

/** NODE_OPTIONS, and the text of the wrapper scripts, which extend it or Node's own command line. */
export function nodeArguments(variables: Readonly<Record<string, string>>, files: FileSystem): NodeArguments {
  const wrappers = wrapperVariables.map((name) => variables[name] ?? "").filter((path) => path !== "");
  const scripts = wrappers.map((path) => {
    const content = files.readFile(path, maxScriptBytes);
    return content === null ? "" : decoder.decode(content.bytes);
  });
  const texts = [variables["NODE_OPTIONS"] ?? "", ...scripts];
  const values = (option: string): readonly string[] =>
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`(?:^|[\\s"'=])(?:${option})[= ]+"?([^\\s"'$;]+)`, "gm"))].map(
        ([, value = ""]) => value,
      ),
    );
  return {
    wrappers,
    requires: values("--require|-r"),
    imports: values("--import|--experimental-loader|--loader"),
    conditions: values("--conditions|-C"),
    requireEsm: texts.some((text) => text.includes("--experimental-require-module")),
  };
}

export function startOf(
  handler: string,
  runtime: Runtime,
  args: NodeArguments,
  { files, packages, resolver }: Places,
): Start {
  const missing = args.wrappers
    .filter((path) => files.stat(path)?.kind !== "file")
    .map((path) => `The wrapper ${path} was not found`);
  const entries: Entry[] = [];
  const preload = (specifier: string, how: Entry["how"]): void => {
    const resolved = resolver.resolve({ specifier, how, importer: "/var/task/[eval]" });
    if (resolved.kind === "file") entries.push({ path: resolved.path, how });
    else if (resolved.kind === "error") missing.push(`The preload ${specifier} was not found`);
  };
  for (const specifier of args.requires) preload(specifier, "require");
  for (const specifier of args.imports) preload(specifier, "import");
  const path = handlerModule(handler, { files, resolver });
  if (path === null)
    missing.push(
      handler.slice(handler.lastIndexOf("/") + 1).includes(".")
        ? `The handler ${handler} was not found`
        : `The handler ${handler || "(empty)"} does not have the form file.export`,
    );
  else {
    const isModule = formatOf(path, packages) === "module";
    entries.push({ path, how: isModule ? "import" : runtime.loadsHandlerBy });
  }
  return { entries, missing, requireEsm: args.requireEsm, conditions: args.conditions };
}

/**
 * The file of `folder/file.export`: as it is, with an extension, or by Node's look-up from the task root
 * (aws-lambda-ric, UserFunction).
 */
export function handlerModule(handler: string, { files, resolver }: Omit<Places, "packages">): string | null {
  const slash = handler.lastIndexOf("/");
  const file = handler.slice(slash + 1).split(".", 1)[0] ?? "";
  if (file === "" || !handler.slice(slash + 1).includes(".")) return null;
  const module = handler.slice(0, slash + 1) + file;
  const base = joinPath("/var/task", module);
  for (const ending of ["", ".js", ".mjs", ".cjs"]) {
    if (files.stat(base + ending)?.kind === "file") return files.realpath(base + ending);
  }
  const found = resolver.resolve({ specifier: module, how: "require", importer: "/var/task/[handler]" });
  return found.kind === "file" ? found.path : null;
}
