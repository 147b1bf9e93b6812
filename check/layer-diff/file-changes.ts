/** What is in no package: programs, libraries, extensions, wrapper scripts, and data that functions read. */
import { lastSegment } from "../../core/layout/paths.ts";
import type { OnProblem } from "../../core/layout/problem.ts";
import { sameContent } from "../layers/same-file.ts";
import { change, type LayerChange } from "./change.ts";
import type { Contents } from "./contents.ts";

/** What a package manager writes for itself, the manifest of the layer, and what no code reads. */
const aside = new RegExp(
  "^outcrop/layers/|" +
    "(?:^|/)(?:package(?:-lock)?\\.json|npm-shrinkwrap\\.json|yarn\\.lock|pnpm-(?:lock|workspace)\\.yaml|\\.npmrc|" +
    "\\.yarnrc(?:\\.yml)?|\\.DS_Store|\\.git(?:keep|ignore))$",
);
const forPeople =
  /(?:\.(?:md|markdown|map|d\.[cm]?ts|html?)|(?:^|\/)(?:licen[cs]e|notice|readme|changelog|authors)[^/]*)$/i;

/** @param onProblem gets what cannot be read, which counts as changed */
export function fileChanges(old: Contents, now: Contents, onProblem: OnProblem): readonly LayerChange[] {
  const [before, after] = [old, now].map(({ others }) => new Set(others.filter((path) => !aside.test(path))));
  if (before === undefined || after === undefined) return [];
  const changes: LayerChange[] = [];
  const sonames = new Set([...after].map(soname));
  for (const path of before) {
    if (after.has(path)) continue;
    // The loader asks for a library by the first number of its version alone.
    const isReplaced = soname(path) !== path && sonames.has(soname(path));
    const step = forPeople.test(path) || isReplaced ? "patch" : "major";
    changes.push(change({ code: "file-gone", step, path }));
  }
  for (const path of after) {
    if (!before.has(path)) {
      const isMinor = !forPeople.test(path) && ![...before].some((each) => soname(each) === soname(path));
      changes.push(change({ code: "file-added", step: isMinor ? "minor" : "patch", path }));
      continue;
    }
    if (isExecutable(path, old) && !isExecutable(path, now))
      changes.push(change({ code: "not-executable", step: "major", path }));
    if (!sameContent({ tree: old.site.tree, path }, { tree: now.site.tree, path }, onProblem))
      changes.push(change({ code: "file-changed", step: "patch", path }));
  }
  return changes;
}

/** `lib/libvips.so.42.1` -> `lib/libvips.so.42`; any other path is itself. */
function soname(path: string): string {
  const [, name, number] = /^(.+\.so)\.(\d+)[\d.]*$/.exec(lastSegment(path)) ?? [];
  return name === undefined ? path : `${path.slice(0, -lastSegment(path).length)}${name}.${number}`;
}

function isExecutable(path: string, { site }: Contents): boolean {
  const node = site.tree.nodes.get(path);
  return node?.kind === "file" && (node.mode & 0o111) !== 0;
}
