import type { FileSystem } from "../../file-system.ts";
import { isInside, lastSegment } from "../../layout/paths.ts";
import { DynamicLoader } from "../../native/dynamic-loader.ts";
import type { ElfTables } from "../../native/elf-dynamic.ts";
import { type Libc, libcOfName } from "../../native/libc.ts";
import { libraryPathFolders } from "../../native/library-path.ts";
import { findLibraries, type InProcess, type Linkage, link } from "../../native/linkage.ts";
import { type NativeFile, NativeFiles } from "../../native/native-file.ts";
import type { RuntimePolicy } from "../../native/policy/runtime-policy.ts";
import { findProgram, type ProgramSearch } from "../../native/program-search.ts";
import type { Host } from "./host.ts";
import type { NativeSubject } from "./native-subject.ts";

export interface NativesOptions {
  readonly files: FileSystem;
  readonly sysroot: string;
  /** LD_LIBRARY_PATH; undefined where it is not known. */
  readonly libraryPath: string | undefined;
  /** The runtime whose levels count next to the host's; null where the host is what counts. */
  readonly policy: RuntimePolicy | null;
  /** There is no system around the roots: everything else is as in the runtime of the policy. */
  readonly rootsOnly: boolean;
}

/** The libraries of a process before it loads any addon. */
interface Process {
  readonly libc: Libc;
  readonly loader: DynamicLoader;
  readonly libraries: InProcess;
}

/** What Node's own Linux builds link to, asked for where the binary itself cannot be read. */
const nodeLibraries = [
  "libdl.so.2",
  "libstdc++.so.6",
  "libm.so.6",
  "libgcc_s.so.1",
  "libpthread.so.0",
  "libc.so.6",
];
const withoutTables: ElfTables = {
  strings: null,
  stringsSize: 0,
  symbols: null,
  hash: null,
  gnuHash: null,
  versionOfSymbol: null,
  versionNeeds: null,
  versionNeedCount: 0,
  versionDefinitions: null,
  versionDefinitionCount: 0,
};
const unreadNode: Omit<NativeFile, "path"> = {
  size: 0,
  mode: 0,
  identity: { format: "unknown" },
  defect: null,
  image: null,
  dynamic: {
    needed: nodeLibraries,
    filters: [],
    soname: null,
    rpath: [],
    runpath: [],
    pie: false,
    noOpen: false,
    tables: withoutTables,
  },
  libc: null,
};
const muslLoaders: Readonly<Record<string, string>> = {
  x64: "/lib/ld-musl-x86_64.so.1",
  arm64: "/lib/ld-musl-aarch64.so.1",
};
const maxLoaded = 512;

/**
 * Native files and the process they are loaded into, as far as the loader's rules go. Nothing is read before
 * it is asked for.
 */
export class Natives {
  readonly files: NativeFiles;
  readonly #options: NativesOptions;
  #host: Host | null = null;
  #process: Process | null | undefined;
  /** Loaded by the process, their libraries not looked up yet. */
  #loaded: string[] = [];
  #loadedEver = 0;

  constructor(options: NativesOptions) {
    this.#options = options;
    this.files = new NativeFiles(options.files);
  }

  get host(): Host | null {
    return this.#host;
  }

  /** Nothing is loaded in it yet. */
  processBegan(host: Host): void {
    this.#host = host;
    this.#process = undefined;
    this.#loaded = [];
    this.#loadedEver = 0;
  }

  get policy(): RuntimePolicy | null {
    return this.#options.policy;
  }

  /** Whether the file is part of what is deployed: the function's code or a layer's. */
  isDeployed(path: string): boolean {
    const { sysroot } = this.#options;
    return [this.#host?.taskRoot ?? `${sysroot}/var/task`, `${sysroot}/opt`].some((root) =>
      isInside(path, root),
    );
  }

  /**
   * What the loader would find for this file in what is deployed alone, and what it would have to find
   * elsewhere.
   */
  linkDeployed(file: NativeFile): Pick<Linkage, "found" | "missing"> {
    const { files, sysroot, libraryPath } = this.#options;
    const loader = new DynamicLoader({
      files,
      natives: { read: (path) => (this.isDeployed(path) ? this.files.read(path) : null) },
      libraryPath: libraryPathFolders(libraryPath, sysroot),
      arch: this.#host?.arch ?? "",
    });
    return findLibraries(file, loader, new Map());
  }

  /** Whether nothing is at the path, as far as can be known. */
  lacks(path: string): boolean {
    const isKnown = !this.#options.rootsOnly || this.isDeployed(path) || path.endsWith("\r");
    return isKnown && this.files.read(path) === null;
  }

  /** Whether a program of this name is found. */
  hasProgram(name: string, search: ProgramSearch): boolean {
    return findProgram(name, search, this.#options.files) !== null;
  }

  /** The process has loaded this file: from now on its libraries answer to their SONAMEs. */
  addLoaded(path: string): void {
    if (this.#loadedEver++ < maxLoaded) this.#loaded.push(path);
  }

  /** Reads what the process itself is linked to, now rather than with the first file that asks. */
  prepare(): void {
    this.#inProcess();
  }

  /**
   * The C library the process runs on; null where nothing shows it, and then nothing that depends on it is
   * judged. All of Lambda's runtimes have glibc (policy/lambda-policies.ts).
   */
  get libc(): Libc | null {
    const { rootsOnly, policy } = this.#options;
    if (rootsOnly && policy !== null) return "glibc";
    return this.#inProcess()?.libc ?? null;
  }

  /**
   * What the loader would find for this file, in the process as it is or, for a program, in one of its own.
   * Null where the process is not known, or is not glibc's.
   */
  link(file: NativeFile, use: NativeSubject["use"]): Linkage | null {
    const process = this.#inProcess();
    if (process?.libc !== "glibc") return null;
    if (use === "run") return link(file, process.loader, this.files, new Map());
    for (const path of this.#loaded.splice(0)) {
      const loaded = this.files.read(path);
      if (loaded !== null) findLibraries(loaded, process.loader, process.libraries);
    }
    return link(file, process.loader, this.files, new Map(process.libraries));
  }

  #inProcess(): Process | null {
    if (this.#process === undefined) this.#process = this.#host === null ? null : this.#begin(this.#host);
    return this.#process;
  }

  #begin({ arch }: Host): Process | null {
    const { files, sysroot, libraryPath } = this.#options;
    const loader = new DynamicLoader({
      files,
      natives: this.files,
      libraryPath: libraryPathFolders(libraryPath, sysroot),
      arch,
    });
    const libraries: InProcess = new Map();
    const node = this.#nodeBinary(`${sysroot}/var/lang/bin/node`, arch);
    findLibraries(node, loader, libraries);
    const interpreter = node.image?.interpreter ?? null;
    const asked = interpreter === null ? null : libcOfName(lastSegment(interpreter));
    if (asked !== "musl" && libraries.has("libc.so.6")) return { libc: "glibc", loader, libraries };
    const muslLoader = muslLoaders[arch];
    const musl =
      asked === "musl" ||
      (asked === null && muslLoader !== undefined && this.files.read(muslLoader) !== null);
    return musl ? { libc: "musl", loader, libraries } : null;
  }

  #nodeBinary(path: string, arch: string): NativeFile {
    const node = this.files.read(path);
    return node?.dynamic != null && node.identity.format === "elf" && node.identity.arch === arch
      ? node
      : { ...unreadNode, path };
  }
}
