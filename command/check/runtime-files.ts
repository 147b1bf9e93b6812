/** What is in /var/runtime: its files, a profile from production's lines, or what is documented. */
import { basename } from "node:path";
import { InputError } from "../../check/inputs/shared/input-error.ts";
import { readJson } from "../../check/inputs/shared/read-json.ts";
import type { FunctionInput } from "../../check/lambda/function-input.ts";
import { openTree } from "../../check/lambda/open-tree.ts";
import { documentedProfile } from "../../check/profile/documented.ts";
import { completed } from "../../check/profile/observed.ts";
import { profilesOf } from "../../check/profile/profile-file.ts";
import { profileTree } from "../../check/profile/profile-tree.ts";
import type { RuntimeProfile } from "../../check/profile/runtime-profile.ts";
import { UsageError } from "../shared/usage.ts";
import type { InputValues } from "./input-options.ts";

type Known = Pick<FunctionInput, "runtimeFiles" | "runtimeSource">;

export interface RuntimeFiles {
  of(runtime: string): Known;
  close(): void;
}

/** @throws UsageError */
export async function runtimeFilesOf(values: InputValues): Promise<RuntimeFiles> {
  const folder = values["runtime-files"];
  if (folder !== undefined) {
    if (values.profile !== undefined)
      throw new UsageError("--profile and --runtime-files say the same; give one of them");
    const tree = await openTree(folder, basename(folder)).catch((error: unknown) => {
      throw new UsageError(`--runtime-files: ${error instanceof Error ? error.message : String(error)}`);
    });
    return { of: () => ({ runtimeFiles: tree, runtimeSource: null }), close: () => tree.close() };
  }
  const profiles = values.profile === undefined ? [] : profilesIn(values.profile);
  const all = new Map<string, Known>();
  return {
    of(runtime) {
      const before = all.get(runtime);
      if (before !== undefined) return before;
      const documented = documentedProfile(runtime);
      const given = profiles.find((profile) => profile.runtime === runtime);
      const profile = given === undefined ? documented : completed(given, documented);
      const known: Known =
        profile === null
          ? { runtimeFiles: null, runtimeSource: null }
          : { runtimeFiles: profileTree(profile), runtimeSource: `${profile.source} (${profile.asOf})` };
      all.set(runtime, known);
      return known;
    },
    close: () => {},
  };
}

function profilesIn(path: string): readonly RuntimeProfile[] {
  try {
    return profilesOf(readJson(path), path);
  } catch (error) {
    throw error instanceof InputError ? new UsageError(`--profile: ${error.message}`) : error;
  }
}
