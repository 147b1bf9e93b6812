/**
 * Which modules a function will load, and by which resolutions, without running anything of it:
 * 1. From each entry, ask the resolver for every edge of the module's source, then do the same for the
 *    modules that they lead to, in the order in which Node would load them.
 * 2. An edge will happen (`certain`) where it is eager and unconditional and its importer will be loaded.
 *    All others may happen. A module that was reached by a possible edge first is looked at again when a
 *    certain one reaches it.
 */
import type { FileSystem } from "../../core/file-system.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { formatOf, type ModuleFormat } from "../../core/layout/module-format.ts";
import type { PackageReader } from "../../core/layout/package-json.ts";
import type { OnProblem } from "../../core/layout/problem.ts";
import type { Resolved, Resolver } from "../../core/layout/resolver.ts";
import type { Computed, Edge, SourceEdges } from "./edge.ts";
import { edgesOf } from "./edges.ts";
import { type MissingName, missingNames } from "./linking.ts";
import { type Source, sharedSources } from "./source-cache.ts";

export interface PredictedEdge {
  /** Null for an entry: the platform asks for it. */
  readonly importer: string | null;
  readonly how: "require" | "import" | "require.resolve";
  readonly specifier: string;
  /** It will happen whenever the function starts; otherwise it may happen. */
  readonly certain: boolean;
  readonly guarded: boolean;
  /** Whenever its importer is loaded. */
  readonly always: boolean;
  /** What it gives is called where it is asked for. */
  readonly called: boolean;
  readonly resolved: Resolved;
}

export interface ComputedEdge extends Computed {
  readonly importer: string;
}

export interface Walked {
  /** Each once, a certain one before a possible one of the same words. */
  readonly edges: readonly PredictedEdge[];
  /** Asked for with a specifier that is known only when the code runs. */
  readonly computed: readonly ComputedEdge[];
  /** The modules that are loaded for certain, and those that may be, by path. */
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  /** Of modules that are loaded for certain. */
  readonly missingNames: readonly MissingName[];
  /** Modules that may end the init by themselves: what the names that they put together begin with. */
  readonly quitters: ReadonlyMap<string, readonly string[]>;
}

export interface WalkOptions {
  readonly files: FileSystem;
  readonly packages: PackageReader;
  readonly resolver: Resolver;
  readonly onProblem: OnProblem;
  /** Whether `require` may load ES modules. */
  readonly requireEsm: boolean;
  /** Whether Node looks at the syntax of a `.js` file that no package.json says the format of. */
  readonly detectsSyntax: boolean;
}

export interface Entry {
  readonly path: string;
  readonly how: "require" | "import";
}

const maxModules = 50_000;
const maxEdges = 500_000;
const maxSourceBytes = 16 * 1024 * 1024;
const decoder = new TextDecoder();

export function walk(entries: readonly Entry[], options: WalkOptions): Walked {
  const walker = new Walker(options);
  for (const { path, how } of entries) walker.enter(path, how);
  walker.finish();
  return walker;
}

class Walker implements Walked {
  readonly edges: PredictedEdge[] = [];
  readonly computed: ComputedEdge[] = [];
  readonly certain = new Set<string>();
  readonly possible = new Set<string>();
  missingNames: readonly MissingName[] = [];
  readonly quitters = new Map<string, readonly string[]>();
  readonly #options: WalkOptions;
  readonly #sources = new Map<string, Source>();
  readonly #told = new Set<string>();
  /** Reached by a possible edge, not looked at yet. */
  readonly #later = new Set<string>();

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  enter(path: string, how: Entry["how"]): void {
    const resolved: Resolved = { kind: "file", path };
    this.#tell({
      importer: null,
      how,
      specifier: path,
      certain: true,
      guarded: false,
      always: true,
      called: false,
      resolved,
    });
    this.#visit(path, true);
  }

  /** Possible modules come after all that are certain. */
  finish(): void {
    // Those that are added meanwhile come too.
    for (const path of this.#later) if (!this.certain.has(path)) this.#visit(path, false);
    this.missingNames = missingNames(this.edges, this.#sources);
  }

  /** With a stack of its own: chains of modules can be longer than the engine's stack is deep. */
  #visit(start: string, isCertain: boolean): void {
    const stack = [this.#edgesFrom(start, isCertain)];
    while (stack.length > 0) {
      const next = stack.at(-1)?.next();
      if (next === undefined || next.done === true) stack.pop();
      else stack.push(this.#edgesFrom(next.value, isCertain));
    }
  }

  /** Yields the modules to load next, as Node would: each when it is asked for. */
  *#edgesFrom(importer: string, isCertain: boolean): Generator<string, void> {
    const seen = isCertain ? this.certain : this.possible;
    if (seen.has(importer) || this.#isFull(importer)) return;
    seen.add(importer);
    const { found } = this.#sourceOf(importer);
    if (found.quitter !== null) this.quitters.set(importer, found.quitter);
    for (const edge of found.edges) {
      const certain = isCertain && edge.eager && !edge.conditional;
      for (const next of this.#predicted(edge, importer, certain)) {
        this.#tell(next);
        const { resolved } = next;
        if (resolved.kind !== "file" || !loads(edge, next) || this.#isRefused(next)) continue;
        if (next.certain) yield resolved.path;
        else this.#later.add(resolved.path);
      }
    }
    for (const one of found.computed)
      if (this.#isNew(`computed ${importer} ${one.line} ${one.how}`))
        this.computed.push({ ...one, importer });
  }

  /** What Node's loader is asked by it, in order. */
  #predicted(edge: Edge, module: string, certain: boolean): readonly PredictedEdge[] {
    const { specifier, guarded, called, as, paths } = edge;
    const always = edge.eager && !edge.conditional;
    const importer = as ?? module;
    const { resolver } = this.#options;
    if (edge.how === "start") return this.#started(edge, importer);
    const asked = { importer, specifier, certain, guarded, always, called };
    const how = edge.how === "import.meta.resolve" ? "import" : edge.how;
    if (!edge.resolvedFirst) {
      const question = { specifier, importer, how: how === "import" ? how : "require" } as const;
      return [{ ...asked, how, resolved: resolver.resolve({ ...question, ...(paths && { paths }) }) }];
    }
    const resolved = resolver.resolve({ specifier, importer, how: "require", ...(paths && { paths }) });
    const look = { ...asked, how: "require.resolve", resolved } as const;
    return resolved.kind === "file" ? [look, { ...asked, how, specifier: resolved.path, resolved }] : [look];
  }

  /** A worker, or another Node: what fails in it does not end the init, so nothing of it is certain. */
  #started({ specifier, guarded }: Edge, importer: string): readonly PredictedEdge[] {
    const { files } = this.#options;
    const path = files.stat(specifier)?.kind === "file" ? files.realpath(specifier) : null;
    if (path === null) return [];
    const how = this.#sourceOf(path).format === "module" ? "import" : "require";
    return [
      {
        importer,
        how,
        specifier,
        certain: false,
        guarded,
        always: false,
        called: false,
        resolved: { kind: "file", path },
      },
    ];
  }

  #tell(edge: PredictedEdge): void {
    const { importer, how, specifier, certain } = edge;
    const words = `${how} ${specifier}\n${importer ?? ""}`;
    const isTold = this.#told.has(`certain ${words}`) || (!certain && this.#told.has(words));
    this.#told.add(certain ? `certain ${words}` : words);
    if (isTold) return;
    this.edges.push(edge);
    // As in production: its resolution succeeds, and its failure is known only where nothing caught it.
    if (this.#isRefused(edge) && !edge.guarded)
      this.edges.push({ ...edge, resolved: { kind: "error", code: "ERR_REQUIRE_ESM" } });
  }

  #isFull(path: string): boolean {
    if (this.certain.size + this.possible.size < maxModules && this.edges.length < maxEdges) return false;
    if (this.#isNew("full"))
      this.#options.onProblem({
        path,
        what: `and what comes after it is left out: more than ${maxModules} modules or ${maxEdges} imports`,
      });
    return true;
  }

  /** `require` of an ES module where Lambda has switched that off. */
  #isRefused({ resolved, how }: PredictedEdge): boolean {
    if (how !== "require" || resolved.kind !== "file" || this.#options.requireEsm) return false;
    return this.#sourceOf(resolved.path).format === "module";
  }

  #isNew(key: string): boolean {
    const isNew = !this.#told.has(key);
    this.#told.add(key);
    return isNew;
  }

  #sourceOf(path: string): Source {
    const known = this.#sources.get(path);
    if (known !== undefined) return known;
    const source = this.#read(path);
    this.#sources.set(path, source);
    return source;
  }

  #read(path: string): Source {
    const { files, packages, detectsSyntax, onProblem } = this.#options;
    const named = formatOf(path, packages);
    const none: SourceEdges = { edges: [], computed: [], names: null, isCut: false, quitter: null };
    if (named === null) return { format: null, found: none };
    const content = files.readFile(path, maxSourceBytes);
    if (content === null || content.truncated) {
      onProblem({
        path,
        what: content === null ? "cannot be read" : "is larger than 16 MiB: not looked into",
      });
      return { format: named, found: none };
    }
    const ambiguous =
      named === "commonjs" && detectsSyntax && path.endsWith(".js") && !isDeclared(path, packages);
    try {
      const source = sharedSources.read(path, `${named} ${ambiguous}`, content.bytes, () =>
        parsedAs(named, decoder.decode(content.bytes), path, ambiguous),
      );
      if (source.found.isCut)
        onProblem({ path, what: "is nested too deeply or asks for too much: only a part was looked at" });
      return source;
    } catch (error) {
      const what = error instanceof Error ? error.message : "it cannot be parsed";
      onProblem({ path, what: `is not JavaScript that can be parsed: ${what}` });
      return { format: named, found: none };
    }
  }
}

/** Whether Node then runs what it found. */
function loads({ how }: Edge, predicted: PredictedEdge): boolean {
  return how !== "import.meta.resolve" && predicted.how !== "require.resolve";
}

/**
 * Node runs a file whose format nothing says as an ES module if it does not compile as CommonJS
 * (https://nodejs.org/api/packages.html#syntax-detection).
 */
function parsedAs(format: ModuleFormat, text: string, path: string, ambiguous: boolean): Source {
  const isOwn = path.startsWith("/var/task/") && placeInNodeModules(path) === null;
  try {
    return { format, found: edgesOf(text, format, path, isOwn) };
  } catch (error) {
    if (!ambiguous) throw error;
    return { format: "module", found: edgesOf(text, "module", path, isOwn) };
  }
}

/** Whether a package.json says the format: then Node does not look at the syntax. */
function isDeclared(path: string, packages: PackageReader): boolean {
  let directory = path;
  for (;;) {
    const slash = directory.lastIndexOf("/");
    if (slash <= 0 || directory.endsWith("/node_modules")) return false;
    directory = directory.slice(0, slash);
    const manifest = packages.read(directory);
    if (manifest !== null) return manifest.type !== null;
  }
}
