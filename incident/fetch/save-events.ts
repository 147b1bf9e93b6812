/**
 * Saves fetched events, so that they can be read again without an account. Each page is a gzip file in the
 * format of `filter-log-events`, plus the log group's name, with one event a line. The files are named by
 * group, time of the fetch and number, in the order of time.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FetchError } from "./fetch-error.ts";
import type { EventPage } from "./pages.ts";

/** The place of a page's events. */
export interface SavedPage {
  readonly file: string;
  /** The line of the first event. Each event has one line. */
  readonly firstLine: number;
}

export type Save = (page: EventPage) => SavedPage;

/** @throws FetchError if the folder cannot be created or written to. */
export function saveEvents(directory: string, now: Date = new Date()): Save {
  const fetchedAt = now.toISOString().replace(/[-:.]/g, "");
  let pages = 0;
  attempt(directory, () => mkdirSync(directory, { recursive: true, mode: 0o700 }));
  return (page) => {
    const number = String(++pages).padStart(6, "0");
    const group = page.logGroup
      .replace(/^\//, "")
      .replace(/[^\w.-]/g, "-")
      .slice(0, 150);
    const file = join(directory, `${group}.${fetchedAt}.${number}.json.gz`);
    const unfinished = `${file}.${process.pid}.part`;
    attempt(directory, () => {
      try {
        writeFileSync(unfinished, gzipSync(pageText(page)), { mode: 0o600, flag: "wx" });
        renameSync(unfinished, file);
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw error;
      }
    });
    return { file, firstLine: 2 };
  };
}

/** Without the token, because the next page is in the next file. */
function pageText({ logGroup, events }: EventPage): string {
  const lines = events.map((event) => JSON.stringify(event)).join(",\n");
  return `{"logGroup":${JSON.stringify(logGroup)},"events":[\n${lines}\n],"searchedLogStreams":[]}\n`;
}

function attempt(directory: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new FetchError(`cannot save to ${directory}: ${code}; --save needs a writable folder`);
  }
}
