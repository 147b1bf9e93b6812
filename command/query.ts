/** `outcrop query`: the records of exported logs as tables, asked in SQL. */
import { chmodSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainLines } from "../core/telemetry/plain-text.ts";
import { answerTo } from "../incident/query/answer.ts";
import { questionList } from "../incident/query/ask.ts";
import { type DuckDb, loadDuckDb, openDatabase } from "../incident/query/database.ts";
import { formats } from "../incident/query/formats.ts";
import { type Loaded, loadTables } from "../incident/query/load.ts";
import { overviewSql } from "../incident/query/overview.ts";
import { QueryError } from "../incident/query/query-error.ts";
import { MAX_ROWS } from "../incident/query/text-table.ts";
import type { Sink } from "../incident/query/written.ts";
import { counted, number } from "../incident/report/words/counts.ts";
import { choices, help, options, type QueryRequest, queryRequest } from "./query/options.ts";
import { questions } from "./query/questions.ts";
import { tables } from "./query/tables.ts";
import { capturedEvents } from "./shared/capture.ts";
import { Interruption } from "./shared/interruption.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { ProgressLine } from "./shared/progress-line.ts";

export { choices, options };

const NO_ANSWER = 3;
/** As a shell has it for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** @returns 0, 3 where there is no answer. @throws UsageError, QueryError */
export async function run(
  parameters: readonly string[],
  importDuckDb?: () => Promise<typeof DuckDb>,
): Promise<number> {
  const request = queryRequest(parameters);
  if (request === "help" || request === "questions") {
    process.stdout.write(request === "help" ? help : questionList(questions));
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
  // A reader of stdout that goes away ends the process.
  process.once("exit", remove);
  try {
    if (request.kept !== null) return await answer(duckDb, request, request.kept, folder);
    const { loaded, stopped } = await load(duckDb, request, unfinished, folder);
    const code = loaded.events === 0 ? NO_ANSWER : await answer(duckDb, request, unfinished, folder);
    if (loaded.events === 0) say("nothing could be read; expected logs of a Lambda function");
    else if (request.keep !== null) renameSync(unfinished, request.keep);
    // A read that was left behind would keep the process.
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
): Promise<{ readonly loaded: Loaded; readonly stopped: boolean }> {
  const progress = new ProgressLine(process.stderr, false);
  const write = (line: string): void => {
    progress.clear();
    process.stderr.write(line);
  };
  const problems = new ProblemList(write);
  const end = (): never => process.exit(INTERRUPTED);
  const interruption = new Interruption(() => {
    write("outcrop: reading is stopped; what was read so far is asked. Ctrl-C again ends all\n");
    process.once("SIGINT", end);
  });
  const database = await openDatabase(duckDb, file, folder, "write");
  try {
    // It holds what the logs hold.
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
      say(`${counted(loaded.duplicates, "line")} of Outcrop that another export holds too, taken once`);
    if (loaded.duplicatesKept)
      say("there are more events than duplicates could be looked for; the last ones may be there twice");
    if (loaded.events > 0 && loaded.lines === 0) say("no line of Outcrop is in these logs");
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
    if (cut) say(`the first ${number(MAX_ROWS)} rows are shown; --format csv or json has all`);
    else if (rows === 0 && format === "table") say("no rows");
    else if (sql === null && format === "table")
      say('ask them with --sql, such as --sql "SELECT code, package, count(*) FROM finding GROUP BY ALL"');
    return 0;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    say(plainLines(error.message));
    return interrupted ? INTERRUPTED : NO_ANSWER;
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
