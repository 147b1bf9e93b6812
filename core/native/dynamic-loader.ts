/**
 * Where glibc's loader finds a library (ld.so(8); dl-load.c, _dl_map_object):
 * 1. a name with a slash is a path;
 * 2. RPATH of the file that asks and of those that asked for it, unless the file that asks has a RUNPATH;
 * 3. LD_LIBRARY_PATH;
 * 4. RUNPATH of the file that asks;
 * 5. /etc/ld.so.cache;
 * 6. the default folders.
 *
 * In each folder of 2 to 4 and 6, those for newer CPUs come first (hwcaps.ts). A file for another CPU or word
 * size is passed over. The first that is of this CPU is taken; a file of any other kind ends the search.
 */
import type { FileSystem } from "../file-system.ts";
import { joinPath, parentOf } from "../layout/paths.ts";
import { withHwcaps } from "./hwcaps.ts";
import { defaultFolders, expandFolders } from "./library-path.ts";
import { LoaderCache } from "./loader-cache.ts";
import type { NativeFile, NativeFiles } from "./native-file.ts";

/** A file with the one that asked for it. */
export interface Requester {
  readonly file: NativeFile;
  readonly by: Requester | null;
}

export interface Search {
  readonly found: NativeFile | null;
  /** What ended the search: a file of that name that is not a library. */
  readonly broken: NativeFile | null;
  /** Files of that name for another CPU or word size. */
  readonly passedOver: readonly NativeFile[];
  /** The folders looked into. */
  readonly folders: readonly string[];
}

export interface LoaderOptions {
  readonly files: FileSystem;
  readonly natives: Pick<NativeFiles, "read">;
  /** The folders of LD_LIBRARY_PATH. */
  readonly libraryPath: readonly string[];
  /** As process.arch names it; all of Node's Linux builds that Lambda has are of 64 bit. */
  readonly arch: string;
}

const maxChain = 64;

export class DynamicLoader {
  readonly #options: LoaderOptions;
  #cache: LoaderCache | null = null;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  find(name: string, requester: Requester): Search {
    if (name.includes("/")) {
      const path =
        expandFolders([name], requester.file.path, this.#options.arch)[0] ??
        joinPath(parentOf(requester.file.path) ?? "/", name);
      return this.#among([path]);
    }
    const { libraryPath, arch } = this.#options;
    const runpath = expandFolders(requester.file.dynamic?.runpath ?? [], requester.file.path, arch);
    const folders = [...new Set([...this.#rpaths(requester), ...libraryPath, ...runpath])];
    const first = this.#among(this.#places(folders, name), folders);
    if (first.found !== null || first.broken !== null) return first;
    this.#cache ??= new LoaderCache(this.#options.files);
    const last = defaultFolders(arch).filter((folder) => !folders.includes(folder));
    const rest = this.#among([...this.#cache.pathsOf(name), ...this.#places(last, name)], last);
    return { ...rest, passedOver: [...first.passedOver, ...rest.passedOver], folders: [...folders, ...last] };
  }

  #places(folders: readonly string[], name: string): readonly string[] {
    const { files, arch } = this.#options;
    return folders.flatMap((folder) => withHwcaps(folder, arch, files).map((place) => joinPath(place, name)));
  }

  #rpaths(requester: Requester): readonly string[] {
    if ((requester.file.dynamic?.runpath.length ?? 0) > 0) return [];
    const folders: string[] = [];
    let at: Requester | null = requester;
    for (let steps = 0; at !== null && steps < maxChain; steps++, at = at.by) {
      const { dynamic, path } = at.file;
      // A RUNPATH makes the loader ignore the same file's RPATH.
      if (dynamic !== null && dynamic.runpath.length === 0)
        folders.push(...expandFolders(dynamic.rpath, path, this.#options.arch));
    }
    return folders;
  }

  #among(paths: readonly string[], folders: readonly string[] = []): Search {
    const passedOver: NativeFile[] = [];
    for (const path of paths) {
      const file = this.#options.natives.read(path);
      if (file === null || file.identity.format === "denied" || file.identity.format === "directory")
        continue;
      if (file.identity.format !== "elf" || file.image === null)
        return { found: null, broken: file, passedOver, folders };
      if (file.identity.arch === this.#options.arch)
        return { found: file, broken: null, passedOver, folders };
      passedOver.push(file);
    }
    return { found: null, broken: null, passedOver, folders };
  }
}
