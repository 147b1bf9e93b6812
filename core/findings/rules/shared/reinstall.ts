import { parsePlatformName } from "../../../native/platform-name.ts";

/**
 * How to install a package for a host, with npm's flags. A package that is for one other platform alone is
 * installed through the package that depends on it.
 */
export function reinstall(name: string, host: { readonly cpu?: string; readonly libc?: string }): string {
  const flags = `--os=linux --cpu=${host.cpu ?? "<x64 or arm64>"} --libc=${host.libc ?? "glibc"}`;
  const command = `npm install ${flags}`;
  const or = "or build in AWS SAM's build image for the function's runtime";
  return parsePlatformName(name) === null
    ? `Install ${name} for Lambda: ${command} ${name}, ${or}.`
    : `Install the package that replaces ${name} on Lambda: ${command} with its parent package, ${or}.`;
}
