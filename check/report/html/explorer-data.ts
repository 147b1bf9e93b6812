/**
 * What the explorer of /opt shows, as compact JSON in the page: functions with the same layers share one stack,
 * folders and files are named by their numbers, and a file is one short list.
 */
import { Html, visible } from "../../../page/html.ts";
import type { CheckedFunction } from "../../check-function.ts";
import type { OptFile } from "../../opt-files.ts";

/** `[number of the parent, name]`; the first is /opt itself. */
type Folder = readonly [number, string];
/** `[folder, name, bytes, layer]`, and where it overwrote others `[layer, bytes, 1 if identical]` of each. */
type File = readonly [number, string, number, number, ...(readonly [readonly Lost[]] | readonly [])];
type Lost = readonly [number, number, 0 | 1];

export interface Stack {
  readonly layers: readonly string[];
  readonly dirs: readonly Folder[];
  readonly files: readonly File[];
  /** Numbers of the folders that hold a torn package. */
  readonly torn: readonly number[];
}

export interface ExplorerData {
  readonly stacks: readonly Stack[];
  /** Of each function its stack, and the numbers of the files that it loads or may load. */
  readonly functions: readonly {
    readonly name: string;
    readonly stack: number;
    readonly will: readonly number[];
    readonly may: readonly number[];
  }[];
  /** Files that found no room. */
  readonly leftOut: number;
}

/** Of all stacks together. */
const maxFiles = 150_000;

export function explorerData(functions: readonly CheckedFunction[]): ExplorerData {
  const stacks: Stack[] = [];
  const known = new Map<string, number>();
  let room = maxFiles;
  let leftOut = 0;
  const shown = functions
    .filter(({ opt }) => opt.length > 0)
    .map((checked) => {
      const kept = checked.opt.slice(0, room);
      const stack = stackOf(checked, kept);
      const key = JSON.stringify(stack);
      const at = known.get(key) ?? stacks.length;
      if (at === stacks.length) {
        known.set(key, at);
        stacks.push(stack);
        room -= kept.length;
        leftOut += checked.opt.length - kept.length;
      }
      const loaded = (how: OptFile["loads"]): number[] =>
        kept.flatMap(({ loads }, index) => (loads === how ? [index] : []));
      return { name: visible(checked.name), stack: at, will: loaded("will"), may: loaded("may") };
    });
  return { stacks, functions: shown, leftOut };
}

function stackOf({ layers, layerReport }: CheckedFunction, opt: readonly OptFile[]): Stack {
  const dirs: Folder[] = [[-1, "/opt"]];
  const numbers = new Map<string, number>([["", 0]]);
  const numberOf = (path: string): number => {
    const seen = numbers.get(path);
    if (seen !== undefined) return seen;
    const slash = path.lastIndexOf("/");
    const parent = numberOf(slash < 0 ? "" : path.slice(0, slash));
    dirs.push([parent, visible(path.slice(slash + 1))]);
    numbers.set(path, dirs.length - 1);
    return dirs.length - 1;
  };
  const files = opt.map(({ path, bytes, layer, lost }): File => {
    const slash = path.lastIndexOf("/");
    const folder = numberOf(slash < 0 ? "" : path.slice(0, slash));
    const name = visible(path.slice(slash + 1));
    if (lost.length === 0) return [folder, name, bytes, layer];
    const gone = lost.map((one): Lost => [one.layer, one.bytes, one.identical ? 1 : 0]);
    return [folder, name, bytes, layer, gone];
  });
  const torn = layerReport.torn.flatMap(({ path }) => numbers.get(path.replace(/^\/opt\//, "")) ?? []);
  return { layers: layers.map(visible), dirs, files, torn };
}

/** JSON as the content of a script element, which no name in it can end. */
export function inScript(data: ExplorerData): Html {
  return new Html(JSON.stringify(data).replaceAll("<", "\\u003c"));
}
