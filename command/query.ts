/** `outcrop query`: the records in exported logs as tables, queried with SQL. */
import { chmodSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainLines } from "../core/telemetry/plain-text.ts";
import { answerTo } from "../incident/query/answer.ts";
import { questionList } from "../incident/query/ask.ts";
import { type DuckDb, loadDuckDb, openDatabase } from "../incident/query/database.ts";
import { formats } from "../incident/query/formats.ts";
import { type LoadResult, loadTables } from "../incident/query/load.ts";
import { overviewSql } from "../incident/query/overview.ts";
import { QueryError } from "../incident/query/query-error.ts";
import { maxRows } from "../incident/query/text-table.ts";
import type { Sink } from "../incident/query/written.ts";
import { counted, number } from "../page/counts.ts";
import { choices, help, options, type QueryRequest, queryRequest } from "./query/options.ts";
import { questions } from "./query/questions.ts";
import { tables } from "./query/tables.ts";
import { capturedEvents } from "./shared/capture.ts";
import { Interruption } from "./shared/interruption.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { ProgressLine } from "./shared/progress-line.ts";

export { choices, help, options };

const noAnswer = 3;
/** What a shell reports for a program that Ctrl-C ended. */
const interruptedCode = 130;

/** @returns 0, or 3 without an answer. @throws UsageError, QueryError */
export async function run(
  parameters: readonly string[],
  importDuckDb?: () => Promise<typeof DuckDb>,
): Promise<number> {
  const request = queryRequest(parameters);
  if (request === "questions") {
    process.stdout.write(questionList(questions));
    return 0;
  }
  const duckDb = await loadDuckDb(importDuckDb);
  const folder = mkdtempSync(join(tmpdir(), "outcrop-query-"));
  const unfinished =
    request.keep === null ? join(folder, "tables.duckdb") : `${request.keep}.${process.pid}.part`;
  const remove = (): void => {
    for (const file of [unfinished, `${unfinished}.wal`]) rmSync(file, { force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  // The process exits when the reader of stdout goes away.
  process.once("exit", remove);
  try {
    if (request.kept !== null) return await answer(duckDb, request, request.kept, folder);
    const { loaded, stopped } = await load(duckDb, request, unfinished, folder);
    const code = loaded.events === 0 ? noAnswer : await answer(duckDb, request, unfinished, folder);
    if (loaded.events === 0) say("no log events could be read; expected logs of a Lambda function");
    else if (request.keep !== null) renameSync(unfinished, request.keep);
    // A pending read would keep the process alive.
    if (stopped) process.once("beforeExit", () => process.exit(code));
    return code;
  } finally {
    process.off("exit", remove);
    remove();
  }
}

async function load(
  duckDb: typeof DuckDb,
  { paths, events }: QueryRequest,
  file: string,
  folder: string,
): Promise<{ readonly loaded: LoadResult; readonly stopped: boolean }> {
  const progress = new ProgressLine(process.stderr, false);
  const write = (line: string): void => {
    progress.clear();
    process.stderr.write(line);
  };
  const problems = new ProblemList(write);
  const end = (): never => process.exit(interruptedCode);
  const interruption = new Interruption(() => {
    write("outcrop: reading stopped; the query covers what was read. Press Ctrl-C again to quit\n");
    process.once("SIGINT", end);
  });
  const database = await openDatabase(duckDb, file, folder, "write");
  try {
    // The file contains log data.
    chmodSync(file, 0o600);
    const read = capturedEvents(paths, {
      onProblem: (problem) => problems.add(problem),
      onProgress: ({ files, filesRead, bytes, bytesRead }) =>
        progress.show({
          done: `${number(filesRead)} of ${counted(files, "file")}`,
          bytes: bytesRead,
          allBytes: bytes,
        }),
      signal: interruption.signal,
      wanted: events ? "all" : "relevant",
    });
    const loaded = await loadTables(duckDb, database, interruption.until(read), { tables, events });
    progress.clear();
    problems.end();
    if (loaded.duplicates > 0)
      say(`skipped ${counted(loaded.duplicates, "duplicate Outcrop line")}, which several exports contain`);
    if (loaded.duplicatesKept)
      say("too many events to find every duplicate; the tables may contain some later events twice");
    if (loaded.events > 0 && loaded.lines === 0) say("these logs do not contain any Outcrop lines");
    return { loaded, stopped: interruption.stopped };
  } finally {
    progress.clear();
    interruption.end();
    process.off("SIGINT", end);
    database.close();
  }
}

async function answer(
  duckDb: typeof DuckDb,
  { sql, format }: QueryRequest,
  file: string,
  folder: string,
): Promise<number> {
  const database = await openDatabase(duckDb, file, folder, "read");
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    database.connection.interrupt();
  };
  process.once("SIGINT", interrupt);
  try {
    const width = process.stdout.isTTY ? (process.stdout.columns ?? 80) : null;
    const { rows, cut } = await formats[format](
      await answerTo(duckDb, database, sql ?? overviewSql(tables)),
      toStdout,
      width,
    );
    if (cut) say(`only the first ${number(maxRows)} rows are shown; use --format csv or json for all`);
    else if (rows === 0 && format === "table") say("no rows");
    else if (sql === null && format === "table")
      say('query them with --sql, such as --sql "SELECT code, package, count(*) FROM finding GROUP BY ALL"');
    return 0;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    say(plainLines(error.message));
    return interrupted ? interruptedCode : noAnswer;
  } finally {
    process.off("SIGINT", interrupt);
    database.close();
  }
}

const toStdout: Sink = async (text) => {
  if (text === "" || process.stdout.write(text)) return;
  await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
};

function say(text: string): void {
  process.stderr.write(`outcrop: ${text}\n`);
}
