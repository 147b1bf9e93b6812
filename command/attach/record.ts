/**
 * The file that keeps what each function was, so that it can be put back: layer ARNs and the two wrapper
 * variables, never another variable. It is written before each change.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { isLayerArn } from "../../check/inputs/shared/found.ts";
import { UsageError } from "../shared/usage.ts";
import { isFunctionArn } from "./function-name.ts";
import { chainVariable, type Settings, variableOf, wrapperVariable } from "./settings.ts";

export interface Earlier {
  readonly layers: readonly string[];
  /** AWS_LAMBDA_EXEC_WRAPPER; null where the function did not have it. */
  readonly wrapper: string | null;
  /** OUTCROP_EXEC_WRAPPER; null where the function did not have it. */
  readonly chained: string | null;
}

export interface RecordEntry {
  /** `changing`: a run ended before it knew that the change was made. */
  readonly state: "changing" | "attached" | "detached";
  /** What the function was before Outcrop was attached for the first time. */
  readonly before: Earlier;
  /** The versions of Outcrop's layer that it was given since. */
  readonly given: readonly string[];
  /** OUTCROP_EXEC_WRAPPER after the change. */
  readonly chained: string | null;
}

/** The record cannot be written, so nothing may be changed. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}

interface Document {
  readonly outcrop: "attach-record";
  readonly version: 1;
  readonly functions: Readonly<Record<string, RecordEntry>>;
}

/** A function's entry is under 4 KB: variables are at most that. */
const maxBytes = 64 * 1024 * 1024;

export class AttachRecord {
  readonly path: string;
  readonly #entries: Map<string, RecordEntry>;
  /** The file as this run knows it: each writing makes a new one. */
  #known: string;

  private constructor(path: string, entries: Map<string, RecordEntry>) {
    this.path = path;
    this.#entries = entries;
    this.#known = identityOf(path);
  }

  /** Empty without a file. @throws UsageError for a file that is not a record */
  static open(file: string): AttachRecord {
    const path = resolve(file);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return new AttachRecord(path, new Map());
    if (!found.isFile()) throw new UsageError(`--record: ${path} is not a file`);
    if (found.size > maxBytes)
      throw new UsageError(`--record: ${path} has ${found.size} bytes; a record has at most ${maxBytes}`);
    return new AttachRecord(path, readEntries(path));
  }

  get size(): number {
    return this.#entries.size;
  }

  entry(arn: string): RecordEntry | null {
    return this.#entries.get(arn) ?? null;
  }

  /** What was, before it is changed: on the disk when it returns. @throws RecordError */
  keep(arn: string, entry: RecordEntry): void {
    this.#entries.set(arn, entry);
    this.#write(true);
  }

  /** What follows from what the function is, and would be found out again. @throws RecordError */
  note(arn: string, entry: RecordEntry | null): void {
    if (entry === null) this.#entries.delete(arn);
    else this.#entries.set(arn, entry);
    this.#write(false);
  }

  #write(isToLast: boolean): void {
    // Writing would take away what the other run keeps there.
    if (identityOf(this.path) !== this.#known)
      throw new RecordError(`another run writes the record ${this.path}`);
    const document: Document = {
      outcrop: "attach-record",
      version: 1,
      functions: Object.fromEntries([...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    replaceFile(this.path, `${JSON.stringify(document, null, 1)}\n`, isToLast);
    this.#known = identityOf(this.path);
  }
}

function identityOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** Either the old text or the new one is there, whenever the process or the machine ends. */
function replaceFile(path: string, text: string, isToLast: boolean): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      if (isToLast) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RecordError(`cannot write the record ${path}: ${code ?? String(error)}`);
  }
}

export function earlierOf(settings: Settings): Earlier {
  return {
    layers: settings.layers,
    wrapper: variableOf(settings, wrapperVariable),
    chained: variableOf(settings, chainVariable),
  };
}

function readEntries(path: string): Map<string, RecordEntry> {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new UsageError(`--record: ${path} is not JSON`);
  }
  if (!isObject(document) || document["outcrop"] !== "attach-record")
    throw new UsageError(`--record: ${path} is not a record of outcrop attach`);
  if (document["version"] !== 1)
    throw new UsageError(`--record: ${path} is of another version of outcrop attach`);
  const functions = document["functions"];
  if (!isObject(functions)) throw new UsageError(`--record: ${path} lists no functions`);
  return new Map(
    Object.entries(functions).map(([arn, value]) => {
      const entry = entryOf(value);
      if (!isFunctionArn(arn) || entry === null)
        throw new UsageError(`--record: ${path} has an entry that is not a function's: ${arn.slice(0, 200)}`);
      return [arn, entry];
    }),
  );
}

function entryOf(value: unknown): RecordEntry | null {
  if (!isObject(value) || !isObject(value["before"])) return null;
  const { state, given } = value;
  const { layers } = value["before"];
  if (state !== "changing" && state !== "attached" && state !== "detached") return null;
  if (!isArns(layers) || !isArns(given)) return null;
  const [wrapper, earlier, chained] = [
    value["before"]["wrapper"],
    value["before"]["chained"],
    value["chained"],
  ];
  if (!isTextOrNull(wrapper) || !isTextOrNull(earlier) || !isTextOrNull(chained)) return null;
  return { state, before: { layers, wrapper, chained: earlier }, given, chained };
}

/** A function has five layers. It was attached fewer than a thousand times. */
function isArns(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= 1000 &&
    value.every((arn) => typeof arn === "string" && isLayerArn(arn))
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || (typeof value === "string" && value.length <= 4096);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
