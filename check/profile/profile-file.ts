/** A file of profiles, which `outcrop profile` writes and `outcrop check --profile` reads. */
import { InputError } from "../inputs/shared/input-error.ts";
import { at, listOf, textOf } from "../inputs/shared/values.ts";
import { isNodeRuntime, maxPackages, type ProfilePackage, type RuntimeProfile } from "./runtime-profile.ts";

const schema = 1;
const maxProfiles = 100;
/** npm's limit of a name, and more than any version has. */
const maxText = 214;
const maxPath = 4_095;

export function profileJson(profiles: readonly RuntimeProfile[]): string {
  return `${JSON.stringify({ outcrop: "profile", schema, profiles }, null, 2)}\n`;
}

/** @throws InputError where it is not such a file. */
export function profilesOf(document: unknown, path: string): readonly RuntimeProfile[] {
  if (at(document, "outcrop") !== "profile")
    throw new InputError(path, "is not a profile; outcrop profile LOGS writes one");
  if (at(document, "schema") !== schema)
    throw new InputError(path, `has a schema that this version of Outcrop does not know; write it again`);
  const listed = listOf(at(document, "profiles"));
  if (listed.length === 0 || listed.length > maxProfiles)
    throw new InputError(path, `has ${listed.length} profiles; 1 to ${maxProfiles} are read`);
  return listed.map((profile, place) => profileOf(profile, `${path}: profile ${place + 1}`));
}

function profileOf(profile: unknown, where: string): RuntimeProfile {
  const runtime = textOf(at(profile, "runtime"));
  if (runtime === null || !isNodeRuntime(runtime))
    throw new InputError(where, "runtime must be one of Node's, such as nodejs24.x");
  const listed = listOf(at(profile, "packages"));
  if (listed.length > maxPackages) throw new InputError(where, `more than ${maxPackages} packages`);
  return {
    runtime,
    release: textOf(at(profile, "release")),
    source: textOf(at(profile, "source")) ?? "",
    asOf: textOf(at(profile, "asOf")) ?? "",
    packages: listed.map((each, place) => packageOf(each, `${where}: package ${place + 1}`)),
  };
}

function packageOf(listed: unknown, where: string): ProfilePackage {
  const name = textOf(at(listed, "name"));
  if (name === null || name.length > maxText)
    throw new InputError(where, "name must be the name of a package");
  const version = at(listed, "version");
  if (version !== null && (typeof version !== "string" || version.length > maxText))
    throw new InputError(where, "version must be a text, or null");
  const path = textOf(at(listed, "path"));
  if (path === null || !isPlace(path))
    throw new InputError(where, "path must be a folder below /var/runtime or /var/lang");
  return { name, version, path };
}

function isPlace(path: string): boolean {
  const parts = path.split("/").slice(1);
  const isPlain = parts.every((part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"));
  return isPlain && path.length <= maxPath && /^\/var\/(?:runtime|lang)\//.test(path);
}
