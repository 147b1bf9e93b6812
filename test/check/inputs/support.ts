/** What tests of inputs share: the fixtures' projects, and what came of each function. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CheckedFunction, checkFunction, notChecked } from "../../../check/check-function.ts";
import { type ArtefactOptions, Artefacts } from "../../../check/inputs/artefacts.ts";
import { project } from "../../../check/inputs/recognise.ts";
import type { Found } from "../../../check/inputs/shared/found.ts";
import { documentedProfile } from "../../../check/profile/documented.ts";
import { profileTree } from "../../../check/profile/profile-tree.ts";

export const fixtures = resolve("test/fixtures/check");

export const otherArn = "arn:aws:lambda:eu-central-1:123456789012:layer:other:7";

export function found(path: string, parameters: Readonly<Record<string, string>> = {}): Found {
  return project(resolve(fixtures, path), { parameters: new Map(Object.entries(parameters)) });
}

const runtimeFiles: ArtefactOptions["runtimeFiles"] = (runtime) => {
  const profile = documentedProfile(runtime);
  if (profile === null) return { runtimeFiles: null };
  return { runtimeFiles: profileTree(profile), runtimeSource: profile.source };
};

/** By name. */
export async function checked(
  { functions }: Found,
  options: Partial<ArtefactOptions> = {},
): Promise<ReadonlyMap<string, CheckedFunction>> {
  const artefacts = new Artefacts({ layersAt: new Map(), codeAt: new Map(), runtimeFiles, ...options });
  try {
    const all = new Map<string, CheckedFunction>();
    for (const each of functions) {
      const opened = await artefacts.open(each);
      all.set(each.name, opened.kind === "unopened" ? notChecked(opened) : checkFunction(opened.input));
      if (opened.kind === "opened") opened.close();
    }
    return all;
  } finally {
    await artefacts.close();
  }
}

/** `nodejs24.x arm64 lower<upper: what will happen` */
export function inShort(functions: ReadonlyMap<string, CheckedFunction>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...functions].map(([name, { judged, runtime, arch, layers, will }]) => {
      const codes = judged === "node" ? will.map(({ code }) => code).join(" ") || "-" : judged;
      return [name, `${runtime} ${arch} ${layers.join("<") || "-"}: ${codes}`];
    }),
  );
}

/** Calls it with a new folder, which is removed afterwards. */
export async function inFolder<Result>(work: (folder: string) => Result | Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-inputs-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
