/**
 * DuckDB, loaded on demand. Tables are filled in one file and queried read-only. SQL cannot reach anything
 * else: files, network, extensions and settings are locked ("Securing DuckDB" in DuckDB's documentation).
 */
import { availableParallelism } from "node:os";
import type * as DuckDb from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { installing } from "../../core/optional-package.ts";
import { QueryError } from "./query-error.ts";

export type { DuckDb };

const maxThreads = 4;

/**
 * Filling needs little memory. DuckDB's threads and its allocator would keep more than that outside the
 * limit.
 */
const settingsOf = {
  write: {
    memory_limit: "128MiB",
    threads: "1",
    allocator_flush_threshold: "8MB",
    allocator_bulk_deallocation_flush_threshold: "8MB",
  },
  read: {
    memory_limit: "384MiB",
    threads: String(Math.min(maxThreads, availableParallelism())),
    access_mode: "READ_ONLY",
  },
} as const;

export interface Database {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** @throws QueryError that says what to install */
export async function loadDuckDb(
  load: () => Promise<typeof DuckDb> = () => import("@duckdb/node-api"),
): Promise<typeof DuckDb> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") {
      throw new QueryError(
        `outcrop query needs DuckDB. Run ${installing("@duckdb/node-api")}, ` +
          "or ask the same questions in Athena (docs/athena.md)",
      );
    }
    throw new QueryError(`DuckDB cannot be loaded on this machine: ${String(message).split("\n")[0]}`);
  }
}

/** @param spill a folder for what does not fit into memory. */
export async function openDatabase(
  duckDb: typeof DuckDb,
  file: string,
  spill: string,
  mode: "write" | "read",
): Promise<Database> {
  // In this order: with external access off, the places of files cannot be set any more.
  const settings = {
    ...settingsOf[mode],
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_persistent_secrets: "false",
    enable_external_access: "false",
  };
  try {
    const instance = await duckDb.DuckDBInstance.create(file, settings);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'").catch(() => {});
    await connection.run("SET lock_configuration = true");
    return {
      connection,
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    throw new QueryError(`${file} cannot be opened: ${firstLine(error)}`);
  }
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
