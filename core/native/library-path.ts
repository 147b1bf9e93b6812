import { joinPath, parentOf } from "../layout/paths.ts";

/**
 * LD_LIBRARY_PATH as Lambda sets it (Lambda developer guide, environment variables): the system first, then
 * the runtime, the function, the layers.
 */
const lambdaLibraryPath = [
  "/var/lang/lib",
  "/lib64",
  "/usr/lib64",
  "/var/runtime",
  "/var/runtime/lib",
  "/var/task",
  "/var/task/lib",
  "/opt/lib",
];

const triples: Readonly<Record<string, string>> = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };
const platforms: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "aarch64" };
const maxFolders = 64;

/**
 * The folders of LD_LIBRARY_PATH; where it is not known, Lambda's own, below `sysroot` where they are part of
 * a root.
 */
export function libraryPathFolders(value: string | undefined, sysroot: string): readonly string[] {
  if (value !== undefined)
    return value
      .split(/[:;]/)
      .filter((folder) => folder.startsWith("/"))
      .slice(0, maxFolders);
  return lambdaLibraryPath.map((folder) => (/^\/(?:var|opt)\//.test(folder) ? sysroot + folder : folder));
}

/** Where the loader looks last: /lib64 on Amazon Linux, the multiarch folders on Debian and Ubuntu. */
export function defaultFolders(arch: string): readonly string[] {
  const triple = triples[arch];
  const multiarch = triple === undefined ? [] : [`/lib/${triple}`, `/usr/lib/${triple}`];
  return ["/lib64", "/usr/lib64", ...multiarch, "/lib", "/usr/lib"];
}

/**
 * RPATH or RUNPATH entries with $ORIGIN, $LIB and $PLATFORM put in (ld.so(8)); what is then no absolute path
 * is left out: it depends on the working directory.
 */
export function expandFolders(entries: readonly string[], file: string, arch: string): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    ORIGIN: parentOf(file) ?? "/",
    LIB: "lib64",
    PLATFORM: platforms[arch] ?? arch,
  };
  return entries
    .slice(0, maxFolders)
    .map((entry) =>
      entry.replace(
        /\$(?:(ORIGIN|LIB|PLATFORM)\b|\{(ORIGIN|LIB|PLATFORM)\})/g,
        (_, bare, braced) => values[bare ?? braced] ?? "",
      ),
    )
    .filter((entry) => entry.startsWith("/"))
    .map((entry) => joinPath("/", entry));
}
