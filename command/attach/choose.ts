/** The names of the functions that a selection means, before their tags are known. */
import type { LambdaAccount } from "./lambda-account.ts";
import type { Selection } from "./selection.ts";
import { stackFunctions } from "./stack-functions.ts";

/** Sorted, each once. @throws CallError */
export async function chosenNames(account: LambdaAccount, selection: Selection): Promise<string[]> {
  const { names, prefixes, stacks, all, isExcluded, where } = selection;
  const ofStacks = stacks.length === 0 ? [] : await stackFunctions(stacks, where, account.clock);
  const listed = all || prefixes.length > 0 ? await account.names() : [];
  const wanted = listed.filter((name) => all || prefixes.some((prefix) => name.startsWith(prefix)));
  return [...new Set([...names, ...ofStacks, ...wanted])].filter((name) => !isExcluded(name)).sort();
}

/** @param tags null where they cannot be read: then no tag is known to be there */
export function hasTags(tags: Readonly<Record<string, string>> | null, wanted: Selection["tags"]): boolean {
  return wanted.every(([key, value]) => tags !== null && Object.hasOwn(tags, key) && tags[key] === value);
}
