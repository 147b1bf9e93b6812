/** The names that a function's own code takes from what it asks for, by the text of its files. */
import { codeTextOf } from "../../core/explain/code/code-text.ts";
import { usedNames } from "../../core/explain/code/used-names.ts";
import { parseBareSpecifier } from "../../core/layout/specifier.ts";
import type { Tree } from "../lambda/tree.ts";
import type { NamesUsed } from "./name-reasons.ts";

const maxFiles = 2_000;
/** As much as core reads of a source. */
const maxBytes = 512 * 1024;
const maxBytesOfAll = 64 * 1024 * 1024;
const decoder = new TextDecoder();

/** Its packages have their own ranges and are left out. A file that is too large is not read: then nothing is known. */
export function namesUsedIn(tree: Tree): NamesUsed {
  const sources: string[] = [];
  let isWhole = true;
  let bytes = 0;
  for (const [path, node] of tree.nodes) {
    if (node.kind !== "file" || !/\.[cm]?js$/.test(path) || /(?:^|\/)node_modules\//.test(path)) continue;
    bytes += node.size;
    if (node.size > maxBytes || sources.length >= maxFiles || bytes > maxBytesOfAll) {
      isWhole = false;
      continue;
    }
    try {
      sources.push(decoder.decode(tree.read(path, 0, maxBytes)));
    } catch {
      isWhole = false;
    }
  }
  const known = new Map<string, ReadonlySet<string> | null>();
  const asked = new Map<string, ReturnType<NamesUsed["asks"]>>();
  const names: NamesUsed["names"] = (specifier) => {
    const before = known.get(specifier);
    if (before !== undefined) return before;
    const names = new Set<string>();
    let isKnown = isWhole;
    for (const source of sources) {
      if (!source.includes(specifier)) continue;
      const used = usedNames(source, (each) => each === specifier);
      if (used === null) isKnown = false;
      for (const { name } of used ?? []) names.add(name);
    }
    const answer = isKnown ? names : null;
    known.set(specifier, answer);
    return answer;
  };
  const asks: NamesUsed["asks"] = (name) => {
    const before = asked.get(name);
    if (before !== undefined) return before;
    const answer = sources.flatMap((source) => (source.includes(name) ? requestsOf(source, name) : []));
    const each = [...new Map(answer.map((one) => [`${one.how} ${one.specifier}`, one])).values()];
    asked.set(name, each);
    return each;
  };
  return { names, asks };
}

function requestsOf(source: string, name: string): ReturnType<NamesUsed["asks"]> {
  const text = codeTextOf(source);
  return (text?.strings ?? []).flatMap(({ content, start }) => {
    if (parseBareSpecifier(content)?.package !== name) return [];
    const before = text?.code.slice(Math.max(0, start - 80), start) ?? "";
    const word = /(?:^|[^\w$.])(?:(require)\s*\(|import\s*\(|from|import)\s*["'`]?$/.exec(before);
    return word === null ? [] : [{ specifier: content, how: word[1] === undefined ? "import" : "require" }];
  });
}
