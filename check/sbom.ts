/** The copies in a function's code, layers and runtime, for a bill of materials before the deploy. */
import type { Finding } from "../core/findings/finding.ts";
import { placeInNodeModules } from "../core/layout/copy.ts";
import { parsePackageJson } from "../core/layout/package-json.ts";
import { parentOf } from "../core/layout/paths.ts";
import type { SbomCopy } from "../page/cyclonedx.ts";
import type { FunctionInput } from "./lambda/function-input.ts";
import { mergeLayers } from "./lambda/opt.ts";
import { runtimeOf } from "./lambda/runtime.ts";
import { treeFiles } from "./lambda/tree-files.ts";
import { type LayerContent, layerContent } from "./lock/layer-content.ts";
import { lockFunction } from "./lock/lock-function.ts";
import { nameOfFolder } from "./lock/package-folders.ts";
import { predict } from "./predict.ts";

const maxJsonBytes = 1024 * 1024;

export interface DiskCopies {
  /** Of the function's own package.json. */
  readonly version: string | null;
  readonly copies: readonly SbomCopy[];
  /** What could not be read: a sentence each. */
  readonly unread: readonly string[];
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Draft = Writable<SbomCopy> & { over: string[]; under: string[] };

/** @throws Error where a file of the code cannot be read */
export function copiesOnDisk(input: FunctionInput): DiskCopies {
  const drafts = new Map<string, Draft>();
  const add = (top: string, content: LayerContent, about: Pick<SbomCopy, "root" | "layer">): void => {
    for (const copy of copiesIn(top, content)) drafts.set(copy.path, { ...copy, ...about });
  };
  const opt = mergeLayers(input.layers);
  const state = lockFunction(input);
  // Their places are those in /opt, also where one of them is damaged.
  const opened = state.layers.filter(({ isOpened }) => isOpened);
  for (const [index, { name, version, content }] of opened.entries()) {
    if (content === null) continue;
    const isTop = (path: string): boolean => opt.nodes.get(path)?.layer === index;
    // A package that is torn between layers is the one of its package.json.
    const hasPackage = (folder: string): boolean =>
      isTop(opt.nodes.has(`${folder}/package.json`) ? `${folder}/package.json` : folder);
    const left = {
      ...content,
      packages: only(content.packages, hasPackage),
      natives: only(content.natives, isTop),
    };
    add("/opt", left, { root: "layer", layer: version === null ? name : `${name}:${version}` });
  }
  add("/var/task", layerContent(input.task), { root: "function", layer: null });
  if (input.runtimeFiles !== null)
    add("/var/runtime", layerContent(input.runtimeFiles), { root: "runtime", layer: null });
  if (runtimeOf(input.runtime) !== null) foretell(drafts, input);
  const copies = [...drafts.values()].flatMap((copy) => (input.runtimeSource ? told(copy) : copy));
  return { version: versionOf(input), copies, unread: state.unread };
}

/** What a profile says to be in a runtime is not read, and only what matters to the function is listed. */
function told(copy: SbomCopy): readonly SbomCopy[] {
  if (copy.root !== "runtime") return [copy];
  const matters = copy.loaded !== "false" || copy.over.length + copy.under.length > 0;
  return matters ? [{ ...copy, techniques: ["other"] }] : [];
}

function versionOf({ task }: FunctionInput): string | null {
  const read = treeFiles(task).readFile("package.json", maxJsonBytes);
  const json = read === null ? null : parsePackageJson(read.bytes);
  return json === null || typeof json === "string" ? null : json.version;
}

function only<Item>(
  items: ReadonlyMap<string, Item>,
  isWanted: (path: string) => boolean,
): ReadonlyMap<string, Item> {
  return new Map([...items].filter(([path]) => isWanted(path)));
}

function copiesIn(top: string, { packages, natives }: LayerContent): readonly Draft[] {
  const draft = (path: string, kind: SbomCopy["kind"], name: string): Draft => ({
    path: `${top}/${path}`,
    kind,
    name,
    version: null,
    root: "",
    layer: null,
    techniques: [kind === "package" ? "manifest-analysis" : "binary-analysis"],
    loaded: "false",
    over: [],
    under: [],
    facts: {},
  });
  const found = new Map<string, Draft>();
  for (const [folder, { name, version }] of packages) {
    const folderName = nameOfFolder(folder);
    const copy = draft(folder, "package", name ?? folderName);
    found.set(folder, { ...copy, version, ...(name !== null && { facts: { alias: folderName } }) });
  }
  for (const [path, { arch, libc }] of natives) {
    const copy = found.get(placeInNodeModules(`/${path}`)?.path.slice(1) ?? "");
    if (copy !== undefined) copy.techniques = ["manifest-analysis", "binary-analysis"];
    else {
      const file = draft(path, "file", path.slice(path.lastIndexOf("/") + 1));
      found.set(path, { ...file, facts: { arch, ...(libc !== null && { libc }) } });
    }
  }
  return [...found.values()];
}

/** What will be loaded, and which copies will be chosen over which. */
function foretell(drafts: ReadonlyMap<string, Draft>, input: FunctionInput): void {
  const { walked, certain, possible } = predict(input);
  const mark = (paths: Iterable<string>, loaded: "will" | "may"): void => {
    for (const path of paths) {
      const copy = copyAbove(path, drafts);
      if (copy?.loaded === "false") copy.loaded = loaded;
    }
  };
  mark(walked.certain, "will");
  mark(walked.possible, "may");
  for (const { winner, loser } of [...certain, ...possible]) choose(drafts, winner, loser);
}

function choose(
  drafts: ReadonlyMap<string, Draft>,
  winner: Finding["winner"],
  loser: Finding["loser"],
): void {
  if (winner === null || loser === null || winner.path === loser.path) return;
  const [above, below] = [drafts.get(winner.path), drafts.get(loser.path)];
  if (above !== undefined && !above.over.includes(loser.path)) above.over.push(loser.path);
  if (below !== undefined && !below.under.includes(winner.path)) below.under.push(winner.path);
}

function copyAbove(path: string, drafts: ReadonlyMap<string, Draft>): Draft | undefined {
  for (let at: string | null = path; at !== null; at = parentOf(at)) {
    const copy = drafts.get(at);
    if (copy !== undefined) return copy;
    if (at.endsWith("/node_modules")) return undefined;
  }
  return undefined;
}
