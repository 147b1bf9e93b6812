/**
 * The matrix's groups: every file of groups/ is one, named by the file, and has a `<group>.test.ts` that runs
 * it.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Group } from "./fault.ts";

export const groupNames: readonly string[] = readdirSync(join(import.meta.dirname, "groups"))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

/** The group that a file of groups/ has as `group`. */
export async function loadGroup(name: string): Promise<Group> {
  const { group } = (await import(join(import.meta.dirname, "groups", `${name}.ts`))) as { group: Group };
  return group;
}

export async function loadGroups(): Promise<ReadonlyMap<string, Group>> {
  return new Map(await Promise.all(groupNames.map(async (name) => [name, await loadGroup(name)] as const)));
}
