/** Entries of a package that functions can no longer ask for, or that give other names. */
import { type ChangeCode, change, type LayerChange } from "./change.ts";
import type { Contents, LayerPackage } from "./contents.ts";
import { type Answer, answerOf, type Entry, entriesOf, namesAt } from "./entries.ts";
import type { How } from "./names.ts";
import { type Step, weighed } from "./step.ts";

export interface Side {
  readonly package: LayerPackage;
  readonly contents: Contents;
}

const ways: readonly How[] = ["require", "import"];
/** Of entries whose names are read. */
const maxNamed = 300;
/** Files that tools of the package's own authors read. */
const ofTools =
  /(?:^|\/)(?:\.|(?:gulp|grunt|cake|make|karma|rollup|webpack|babel|jest|tsup|vite)(?:file)?\b|(?:tests?|__tests__|examples?|benchmarks?|scripts|coverage)(?:\/|\.))|\.(?:config|test|spec|bench|min)\.[cm]?js$|(?:^|\/)(?:bower|component|tsconfig[\w.]*|tslint|composer|package-lock)\.json$/i;

export function entryChanges(old: Side, now: Side): readonly LayerChange[] {
  const { name, folder, reach } = now.package;
  if (old.package.top === null || now.package.top === null) return [];
  const made = (
    code: ChangeCode,
    step: Step,
    more: Partial<Pick<LayerChange, "entry" | "how" | "old" | "new" | "items">>,
  ): LayerChange =>
    change({
      code,
      step: weighed(step, reach),
      package: name,
      path: folder.slice("/opt/".length),
      reach,
      ...more,
    });
  const changes: LayerChange[] = [];
  const lostFiles: string[] = [];
  let named = 0;
  for (const entry of entriesOf(old.package)) {
    const state = stateOf(entry, old, now);
    if (state === "same") continue;
    const specifier = entry.subpath === "" ? name : `${name}/${entry.subpath}`;
    if (!entry.isNamed) {
      if (state !== "kept" && !ofTools.test(entry.subpath)) lostFiles.push(entry.subpath);
    } else if (state !== "kept") changes.push(made(state, "major", { entry: specifier }));
    if (state === "entry-gone" || !entry.isNamed || ++named > maxNamed) continue;
    changes.push(
      ...nameChanges(entry, old, now).map(([code, step, how, items]) =>
        made(code, step, { entry: specifier, how, items }),
      ),
    );
  }
  if (lostFiles.length > 0) {
    // `lodash/get` is what people write; deep in the folders are the package's own parts.
    const isClosed =
      old.package.manifest?.exports === undefined && now.package.manifest?.exports !== undefined;
    const isPlain = isClosed || lostFiles.some((file) => !file.includes("/"));
    changes.push(made("files-gone", isPlain ? "major" : "minor", { items: lostFiles }));
  }
  const known = new Set(entriesOf(old.package).map(({ subpath }) => subpath));
  const isNew = ({ subpath, isNamed }: Entry): boolean => isNamed && !known.has(subpath);
  const added = entriesOf(now.package).filter(
    (entry) =>
      isNew(entry) &&
      ways.some((how) => answerOf(now.package, entry.subpath, how, now.contents) !== null) &&
      ways.every((how) => answerOf(old.package, entry.subpath, how, old.contents) === null),
  );
  if (added.length > 0)
    changes.push(made("entry-added", "minor", { items: added.map(({ subpath }) => `${name}/${subpath}`) }));
  return changes;
}

type State = "same" | "kept" | "entry-gone" | "require-gone" | "import-gone";

function stateOf({ subpath }: Entry, old: Side, now: Side): State {
  const [required, imported] = ways.map((how): "none" | "kept" | "gone" => {
    const before = usable(answerOf(old.package, subpath, how, old.contents), how);
    if (before === null) return "none";
    const after = usable(answerOf(now.package, subpath, how, now.contents), how);
    return after !== null ? "kept" : "gone";
  }) as ["none" | "kept" | "gone", "none" | "kept" | "gone"];
  if (required === "none" && imported === "none") return "same";
  if (required === "gone") return imported === "kept" ? "require-gone" : "entry-gone";
  if (imported !== "gone") return "kept";
  return required === "kept" ? "import-gone" : "entry-gone";
}

function usable(answer: Answer | null, how: How): Answer | null {
  return how === "require" && answer?.format === "module" ? null : answer;
}

type NameChange = readonly [code: ChangeCode, step: Step, how: How | null, items: readonly string[]];

/** A name is gone only where all names of the new one are known. */
function nameChanges({ subpath }: Entry, old: Side, now: Side): readonly NameChange[] {
  const gone: Record<How, readonly string[]> = { require: [], import: [] };
  const added = new Set<string>();
  for (const how of ways) {
    const before = usable(answerOf(old.package, subpath, how, old.contents), how);
    const after = usable(answerOf(now.package, subpath, how, now.contents), how);
    const names = namesAt(old.package, before, how, old.contents);
    const others = namesAt(now.package, after, how, now.contents);
    if (names === null || others === null) continue;
    if (others.whole) gone[how] = [...names.names].filter((name) => !others.names.has(name));
    if (names.whole) for (const name of others.names) if (!names.names.has(name)) added.add(name);
  }
  const both = gone.require.filter((name) => gone.import.includes(name));
  const only = (how: How): readonly string[] => gone[how].filter((name) => !both.includes(name));
  const changes: NameChange[] = [];
  for (const [how, items] of [
    [null, both],
    ["require", only("require")],
    ["import", only("import")],
  ] as const) {
    const isPrivate = (name: string): boolean => name.startsWith("_");
    const open = items.filter((name) => !isPrivate(name));
    const hidden = items.filter(isPrivate);
    if (open.length > 0) changes.push(["names-gone", "major", how, open]);
    if (hidden.length > 0) changes.push(["private-names-gone", "patch", how, hidden]);
  }
  const isKept = (name: string): boolean => !name.startsWith("_") && name !== "default";
  const news = [...added].filter(isKept);
  if (news.length > 0) changes.push(["names-added", "minor", null, news]);
  return changes;
}
