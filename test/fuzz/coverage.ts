/**
 * Which blocks of the code under test ran, and how often, as V8 counts them for coverage tools. Blocks never
 * run before lead the fuzzer on; the sum of all counts is an input's cost in operations, the same on every
 * machine. Work inside V8 (JSON.parse, regular expressions) is not counted: the clock of a large run watches
 * that.
 *
 * Must be started before the code is loaded: V8 puts the counters in when it compiles.
 */
import { type Profiler, Session } from "node:inspector";

/**
 * Outcrop's own code, and what it hands foreign text to, as paths inside the project: the folder that holds the
 * project may have any name.
 */
const OURS =
  /^(?:core|extension|shim|incident|check|node_modules\/(?:semver|yaml|acorn))\/[^?]+\.(?:[jt]s|mjs)$/;
const project = new URL("../../", import.meta.url).href;

export function isOurs(url: string): boolean {
  return url.startsWith(project) && OURS.test(url.slice(project.length));
}

export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** Blocks seen in all. */
  get blocks(): number {
    return this.#seen.size;
  }

  /** What ran since the last call, in operations and in blocks, and which of these had never run. */
  take(): {
    readonly operations: number;
    readonly ran: ReadonlySet<string>;
    readonly fresh: readonly string[];
  } {
    let operations = 0;
    const ran = new Set<string>();
    for (const { url, scriptId, functions } of this.#counts()) {
      if (!isOurs(url)) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          operations += count;
          if (count > 0) ran.add(`${scriptId} ${startOffset} ${endOffset}`);
        }
      }
    }
    const fresh = [...ran].filter((block) => !this.#seen.has(block));
    for (const block of fresh) this.#seen.add(block);
    return { operations, ran, fresh };
  }

  /** The session answers before `post` returns. */
  #counts(): readonly Profiler.ScriptCoverage[] {
    let counts: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error !== null) throw error;
      counts = answer.result;
    });
    return counts;
  }
}
