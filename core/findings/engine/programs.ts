/** Which files in a folder of PATH are native programs. */
import { lastSegment } from "../../layout/paths.ts";
import { identifyFile } from "../../native/identify.ts";
import type { World } from "../rule/world.ts";

const maxNames = 256;
const libraryName = /\.(?:so(?:\.\d+)*|node)$/;
const windowsName = /\.(?:exe|dll)$/i;
const otherSystem = /^(?:darwin|macos|osx|win32|win64|windows|freebsd|openbsd|netbsd|sunos|aix|android)$/;
const cpuOfWord: Readonly<Record<string, string>> = {
  x64: "x64",
  amd64: "x64",
  x86_64: "x64",
  arm64: "arm64",
  aarch64: "arm64",
  ia32: "ia32",
  i386: "ia32",
  armv7: "arm",
  armhf: "arm",
  ppc64le: "ppc64",
  s390x: "s390x",
  riscv64: "riscv64",
};

export function isLibraryName(name: string): boolean {
  return libraryName.test(name);
}

/**
 * Each by its physical path; null for a name that is not one. Scripts do not count, and neither do files
 * whose names say that they are for another machine: whoever starts such a file chooses by the name.
 */
export function* programsIn(folder: string, world: World): Generator<string | null, void> {
  for (const name of world.files.readDir(folder, maxNames) ?? []) {
    const path =
      isLibraryName(name) || isForAnother(name, world.host?.arch ?? "")
        ? null
        : world.files.realpath(`${folder}/${name}`);
    yield path !== null && isProgram(path, world) ? path : null;
  }
}

/** A text that a shell or another interpreter runs. */
export function isScript(path: string, { files }: World): boolean {
  const { format } = identifyFile(path, files);
  return format === "text" || format === "script";
}

function isProgram(path: string, { files }: World): boolean {
  if (windowsName.test(lastSegment(path))) return false;
  const { format } = identifyFile(path, files);
  return format !== "text" && format !== "script" && format !== "unknown" && format !== "empty";
}

/** `ffmpeg-darwin-arm64`, `tool_linux_aarch64` on x64 */
function isForAnother(name: string, arch: string): boolean {
  const words = name.toLowerCase().replace("x86_64", "x64").split(/[-_.]/);
  const cpus = words.flatMap((word) => cpuOfWord[word] ?? []);
  return words.some((word) => otherSystem.test(word)) || (cpus.length > 0 && !cpus.includes(arch));
}
