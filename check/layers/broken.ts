/**
 * What ends every init, whatever the function's code is: an extension or a wrapper that cannot be started.
 * Every file directly in /opt/extensions is started, and a failure fails the init
 * (aws-lambda-runtime-interface-emulator, internal/lambda/rapid/handlers.go). A wrapper that is missing or
 * not executable ends the bootstrap with 127 or 126.
 */
import { identify, identifyBytes, type NativeIdentity } from "../../core/native/identify.ts";
import type { FunctionInput } from "../lambda/function-input.ts";
import type { Opt, OptNode } from "../lambda/opt.ts";
import { runtimeOf } from "../lambda/runtime.ts";
import type { Tree, TreeNode } from "../lambda/tree.ts";
import { wrappersIn } from "./clashes.ts";

/** Lambda developer guide, Extensions API; internal ones count, too. */
const maxExtensions = 10;

export function brokenStarts(input: FunctionInput, opt: Opt): readonly string[] {
  const extensions = [...opt.nodes].filter(
    ([path, { node }]) => /^extensions\/[^/]+$/.test(path) && node.kind === "file",
  );
  const sentences = extensions.flatMap(([path, found]) => {
    const why = unstartable(path, found, input);
    return why === null
      ? []
      : [`Lambda cannot start the extension /opt/${path} of ${layerOf(found, input)}: it ${why}.`];
  });
  const count = extensions.length;
  return [
    ...sentences,
    ...(count > maxExtensions ? [`There are ${count} extensions; Lambda takes ${maxExtensions}.`] : []),
    ...brokenWrapper(input, opt),
  ];
}

function layerOf({ layer }: OptNode, { layers }: FunctionInput): string {
  return layers[layer]?.name ?? "a layer";
}

/** Null where nothing is wrong that its first bytes and its mode show. */
function unstartable(path: string, { node, layer }: OptNode, input: FunctionInput): string | null {
  const identity = lacksMode(node) ? null : identityIn(input.layers[layer], path);
  if (identity === null) return lacksMode(node) ? "is not executable" : null;
  if (identity.format === "unknown") return null;
  return unfit(identity, input.arch) ?? (isProgram(identity) ? null : "is not a program of Linux");
}

/** A folder on Windows has no mode. */
function lacksMode(node: TreeNode): boolean {
  return node.kind === "file" && (node.mode & 0o111) === 0 && process.platform !== "win32";
}

/** Null where it cannot be read. */
function identityIn(tree: Tree | undefined, path: string): NativeIdentity | null {
  if (tree?.nodes.get(path)?.kind !== "file") return null;
  try {
    return identify(tree.read(path, 0, identifyBytes));
  } catch {
    return null;
  }
}

function isProgram({ format }: NativeIdentity): boolean {
  return format === "elf" || format === "script";
}

/** What keeps a program, or what looks like one, from running. */
function unfit(identity: NativeIdentity, arch: FunctionInput["arch"]): string | null {
  if (identity.format === "empty") return "is empty";
  if (identity.format === "elf" && identity.arch !== arch)
    return `is for ${identity.arch ?? "another machine"}, not for ${arch}`;
  if (identity.format !== "script") return null;
  const { interpreter, program } = identity;
  const hasReturn = interpreter.endsWith("\r") || program?.endsWith("\r") === true;
  return hasReturn ? "has a carriage return in its first line" : null;
}

function brokenWrapper(input: FunctionInput, { nodes }: Opt): readonly string[] {
  const [wrapper] = wrappersIn(input.variables);
  // Custom runtimes have no wrapper, and a layer that was not read may have it.
  if (wrapper === undefined || input.runtime.startsWith("provided")) return [];
  const isFirst = input.variables["AWS_LAMBDA_EXEC_WRAPPER"] === wrapper;
  if (!isFirst || (input.unreadLayers ?? []).length > 0) return [];
  const [, root, path = ""] = /^\/(opt|var\/task)\/(.+)$/.exec(wrapper) ?? [];
  if (root === undefined) return [];
  const found = nodes.get(path);
  const tree = root === "opt" ? input.layers[found?.layer ?? -1] : input.task;
  // Of Node's runtimes, check/lambda/start.ts says it.
  if (tree?.nodes.has(path) !== true && runtimeOf(input.runtime) !== null) return [];
  const why = brokenWrapperFile(tree, path, input.arch);
  return why === null ? [] : [`AWS_LAMBDA_EXEC_WRAPPER names ${wrapper}, which ${why}.`];
}

function brokenWrapperFile(tree: Tree | undefined, path: string, arch: FunctionInput["arch"]): string | null {
  const node = tree?.nodes.get(path);
  if (node === undefined) return "is not there";
  if (lacksMode(node)) return "is not executable";
  const identity = identityIn(tree, path);
  if (identity === null) return null;
  // The bootstrap is a script of bash, which reads any text as a script itself.
  return unfit(identity, arch) ?? (foreign.has(identity.format) ? "is not a program of Linux" : null);
}

const foreign: ReadonlySet<string> = new Set(["mach-o", "pe", "xcoff"]);
