/**
 * The phrases that this project does not use, with the plain form of each, and the check that keeps them out
 * of pages, comments and string literals. `npm run lint` runs it. `node build/plain-english.ts core/native`
 * lists every phrase below a folder, allowed or not. `--count` counts them by room.
 */
import { globSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { proseOf } from "./prose.ts";

interface Phrase {
  readonly phrase: RegExp;
  /** What to write instead. */
  readonly plain: string;
}

/** A blank in a phrase matches any white space, since a phrase may continue in the next line. */
const phrases: readonly Phrase[] = [
  { phrase: /(?<!\bthere )\b(is|are|was|were) no\b(?! (longer|more|less|different))/, plain: '"is not a"' },
  { phrase: /(?<!\bthere )\b(is|are) none\b/, plain: '"is not one"' },
  { phrase: /\b(has|have|had) not (a|an|the|its|any|one)\b/, plain: '"does not have"' },
  { phrase: /\b(has|have|had) to be\b/, plain: '"must be"' },
  { phrase: /\b(is|are|was|were) to be\b/, plain: '"must be" or "can be"' },
  { phrase: /\bto be had\b/, plain: '"available"' },
  { phrase: /\b(tell|tells|told|telling)\b(?!\(| apart)/, plain: '"report", "say" or "show"' },
  { phrase: /\b(tell|tells|told|telling) (\w+ ){0,4}apart\b/, plain: '"distinguish"' },
  { phrase: /\bsa(y|ys|id) of\b/, plain: '"say about"' },
  { phrase: /\bnobody\b/, plain: '"no one", or the passive' },
  { phrase: /\b(some|every)body\b/, plain: '"someone", "everyone"' },
  { phrase: /\b(stands?|stood|standing)\b(?!-)/, plain: '"is"' },
  {
    phrase: /\b(lies|lay|lying|lie (in|at|on|there|where|outside|inside|within|before|after))\b/,
    plain: '"is in"',
  },
  { phrase: /\bbears?\b/, plain: '"has"' },
  { phrase: /\bin (the )?place of\b|\bin (its|their) place\b/, plain: '"instead (of)"' },
  { phrase: /\bfor want of\b/, plain: '"because … is missing"' },
  { phrase: /\bso that \w+( \w+)? (may|shall)\b/, plain: '"so that … can"' },
  { phrase: /\bshall\b/, plain: '"must", "will" or "should"' },
  { phrase: /\bwhich is that\b/, plain: '"that"' },
  { phrase: /\bas it were\b/, plain: "nothing" },
  { phrase: /\bbeside\b/, plain: '"next to", "with" or "as well as"' },
  { phrase: /\b(save|but) for (a|an|the|its|their|one|those|that|what)\b/, plain: '"except for"' },
  { phrase: /\b(what|which|who|where|how)ever( \w+)? (it|they) (be|may be)\b/, plain: '"whatever … it is"' },
  { phrase: /\bwhat (is|are|was|were) not\b/, plain: 'the noun: "a file that is not …"' },
  { phrase: /\bwhere there (is|are|was|were)\b/, plain: '"if there is", or "without"' },
  { phrase: /\bthat there (is|are|was|were)\b(?! (a|an|no|nothing|one)\b)/, plain: '"that exists"' },
  { phrase: /\bmend(s|ed|ing)?\b/, plain: '"fix" or "repair"' },
  { phrase: /\banew\b/, plain: '"again"' },
  { phrase: /\bof one's own\b/, plain: '"your own"' },
  { phrase: /\bcom(e|es|ing) upon\b|\bcame upon\b/, plain: '"find"' },
  { phrase: /\b(bring|brings|bringing|brought) about\b/, plain: '"cause"' },
  { phrase: /\bheld against\b/, plain: '"compared with"' },
  {
    phrase: /\b(there|here)(of|in|by|upon|with)\b|\bwhere(of|in|by|upon)\b/,
    plain: '"of it", "in it", "by it"',
  },
];

/**
 * How many phrases a room may have while it is not rewritten yet. A number here may only become smaller: the
 * check says when it can. A room at zero is removed. A room that is not in this table may have none.
 */
const allowed: Readonly<Record<string, number>> = {
  test: 44,
};

const root = join(import.meta.dirname, "..");
const patterns = [
  "*.md",
  "**/*.{md,ts,bash,sh,yaml,yml,tf}",
  "**/Dockerfile*",
  "layer-template/outcrop-wrapper",
  "layer-template/extensions/outcrop",
  ".ci/run",
];
/** Recorded inputs, what others wrote, and the test that plants phrases. */
const left = [
  "**/node_modules",
  "dist",
  "test/fixtures",
  "test/fuzz/corpus",
  "test/build/plain-english.test.ts",
];

export interface Found {
  readonly line: number;
  readonly phrase: string;
  readonly plain: string;
}

/** The discouraged phrases in one file, in their order. */
export function discouraged(path: string, text: string): Found[] {
  const prose = proseOf(path, text);
  if (prose === null) return [];
  return phrases
    .flatMap(({ phrase, plain }) => {
      const spaced = new RegExp(`(?<!-)(?:${phrase.source.replaceAll(" ", "\\s+")})(?!-)`, "gi");
      return [...prose.matchAll(spaced)].map((match) => ({ at: match.index, words: match[0], plain }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ at, words, plain }) => ({
      line: text.slice(0, at).split("\n").length,
      phrase: words.replace(/\s+/g, " "),
      plain,
    }));
}

/** `docs/generated` for its pages, otherwise the first folder; the empty string for files at the top. */
function roomOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  return folders.slice(0, folders[0] === "docs" && folders[1] === "generated" ? 2 : 1).join("/");
}

/** What is wrong in each room, given all phrases by their file. */
export function problemsIn(
  byFile: ReadonlyMap<string, readonly Found[]>,
  allowance: Readonly<Record<string, number>>,
): string[] {
  const all = [...byFile].flatMap(([path, found]) => found.map((one) => ({ path, ...one })));
  return [...Map.groupBy(all, ({ path }) => roomOf(path))].flatMap(([room, found]) => {
    const limit = allowance[room] ?? 0;
    if (found.length <= limit) return [];
    if (limit > 0) {
      const command = "npm exec -- node build/plain-english.ts FILE…";
      return [
        `${room} has ${found.length} discouraged phrases, and may have ${limit}: ` +
          `${command} lists those of your files`,
      ];
    }
    return found.map(({ path, line, phrase, plain }) => `${path}:${line}: "${phrase}": write ${plain}`);
  });
}

/** The phrases of each room, in every file that has prose. */
function search(): Map<string, Found[]> {
  const files = globSync(patterns, { cwd: root, exclude: left }).sort();
  return new Map(files.map((path) => [path, discouraged(path, readFileSync(join(root, path), "utf8"))]));
}

function countsOf(byFile: ReadonlyMap<string, readonly Found[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [path, found] of byFile)
    counts.set(roomOf(path), (counts.get(roomOf(path)) ?? 0) + found.length);
  return counts;
}

function main(args: readonly string[]): void {
  const byFile = search();
  const counts = countsOf(byFile);
  if (args[0] === "--count") {
    for (const [room, count] of counts) console.log(`${count}\t${room || "."}`);
    return;
  }
  const folders = args.map((path) => relative(root, resolve(path)));
  const isChosen = (path: string): boolean =>
    folders.some((folder) => folder === "" || `${path}/`.startsWith(`${folder}/`));
  const problems =
    folders.length === 0
      ? problemsIn(byFile, allowed)
      : problemsIn(new Map([...byFile].filter(([path]) => isChosen(path))), {});
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  for (const [room, limit] of folders.length === 0 ? Object.entries(allowed) : []) {
    const count = counts.get(room) ?? 0;
    if (count < limit)
      console.log(
        `${room} has ${count} discouraged phrases now: lower its ${limit} in build/plain-english.ts`,
      );
  }
}

if (import.meta.main) main(process.argv.slice(2));
