/**
 * What Outcrop recorded of a function, and the truth about it: which files were loaded is asked of V8 and
 * `require.cache` in the observed process itself, where a specifier leads is asked of plain Node in the same
 * function without the layer.
 */
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "../../core/journal/codec.ts";
import { type ClientName, runFunction, type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import { outcropLines } from "./function-arms.ts";
import { deployable, layerUnderTest } from "./function-fixtures.ts";

export interface OracleCase {
  /**
   * The folder in test/fixtures/functions with the function, or with its roots `task`, `layer` and `runtime`.
   */
  readonly fixture: string;
  readonly title?: string;
  readonly events: readonly unknown[];
  /** Further layers: fixtures, or paths. */
  readonly layers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The function's answers are lists of what its worker threads loaded. */
  readonly workers?: boolean;
  /**
   * Specifiers that mean something else in the function than in plain Node: it has a hook or patch of its
   * own.
   */
  readonly ownRules?: RegExp;
  /** Modules that Node resolves and then refuses to load: recorded, and not true. */
  readonly refused?: RegExp;
  prepare?(task: string): void;
}

/** One edge: what Node chose for a specifier. */
export interface Edge {
  readonly how: string;
  readonly importer: string | null;
  readonly specifier: string;
  readonly path: string;
}

export interface Observation {
  readonly responses: readonly unknown[];
  /** The files loaded, sorted. */
  readonly truth: readonly string[];
  /** The `resolution` lines. */
  readonly emitted: readonly Edge[];
  /** The journal's resolutions. */
  readonly journal: readonly Edge[];
  /** What plain Node answers for these edges, in their order. */
  resolve(edges: readonly Edge[]): Promise<string[]>;
}

export async function observeModules(one: OracleCase, client: ClientName): Promise<Observation> {
  const { task, layers, runtime } = rootsOf(one);
  const target = ["index.mjs", "index.js"].find((file) => existsSync(join(task, file)));
  const options: SandboxOptions = {
    task,
    client,
    timeoutMs: 60_000,
    initTimeoutMs: 60_000,
    memoryMb: 512,
    handler: "oracle.handler",
    ...(runtime && { runtime }),
  };
  const env = { ORACLE_TARGET: `./${target}`, ...one.env };

  const observed = await startSandbox({
    ...options,
    layers: [...layers, layerUnderTest],
    env: { ...env, OUTCROP_DETAIL: "modules", AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
  });
  const responses: unknown[] = [];
  for (const event of one.events) responses.push(payloadOf(await observed.invoke(event)));
  const truth = new Set(payloadOf(await observed.invoke({ truth: true })) as string[]);
  for (const path of one.workers ? responses.flat() : []) truth.add(String(path));
  const journal = readJournal(join(observed.files().tmp, ".outcrop/journal"));
  await observed.shutdown();

  const lines = outcropLines({ logs: observed.logs() }).filter((line) => line["outcrop"] === "resolution");
  return {
    responses,
    truth: [...truth].filter(isOfTheFunction).sort(),
    emitted: lines.map(edgeOfLine).filter(({ path }) => isOfTheFunction(path)),
    journal,
    resolve: async (ask) => {
      // Node's own parents of an import cannot be asked about without the option.
      const plain = { ...env, NODE_OPTIONS: "--experimental-import-meta-resolve" };
      const { responses } = await runFunction({ ...options, layers, env: plain, events: [{ ask }] });
      return payloadOf(responses[0]) as string[];
    },
  };
}

/** The shim and the sandbox's stand-in for Lambda's patch of Node are not. */
function isOfTheFunction(path: string): boolean {
  return !/^\/(opt\/outcrop|var\/lang\/sandbox)\//.test(path);
}

function payloadOf(response: { ok: boolean; payload: unknown } | undefined): unknown {
  if (!response?.ok) throw new Error(`the function failed: ${JSON.stringify(response?.payload)}`);
  return response.payload;
}

function rootsOf({ fixture, layers = [], prepare }: OracleCase): {
  task: string;
  layers: string[];
  runtime?: string;
} {
  const folder = deployable(fixture);
  const several = existsSync(join(folder, "task"));
  const task = several ? join(folder, "task") : folder;
  for (const file of ["oracle.mjs", "oracle-truth.cjs"])
    copyFileSync(join(import.meta.dirname, "../fixtures/functions/oracle", file), join(task, file));
  prepare?.(task);
  return {
    task,
    layers: [...(several ? [join(folder, "layer")] : []), ...layers.map((name) => deployable(name))],
    ...(several && { runtime: join(folder, "runtime") }),
  };
}

function edgeOfLine({ how, importer, specifier, module }: Record<string, unknown>): Edge {
  return {
    how: String(how),
    importer: typeof importer === "string" ? importer : null,
    specifier: String(specifier),
    path: String(module),
  };
}

function readJournal(path: string): Edge[] {
  const records = readFileSync(path, "utf8").split("\n").map(decode);
  return records.flatMap((record) => {
    if (record?.tag !== "resolution") return [];
    const { how, importer, specifier, path } = record;
    return [{ how, importer, specifier, path }];
  });
}
