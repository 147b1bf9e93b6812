/**
 * Keeps what was fetched, so that it can be read again without an account: each page in a file of its own, in
 * the shape of `filter-log-events` with the log group's name beside it, one event a line, gzipped. Files are
 * named by group, the time of the fetch and a number, in the order of time.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FetchError } from "./fetch-error.ts";
import type { Page } from "./pages.ts";

/** Where an event of the page lies. */
export interface SavedPage {
  readonly file: string;
  /** Of the first event; each has a line. */
  readonly firstLine: number;
}

export type Save = (page: Page) => SavedPage;

/** @throws FetchError where the folder cannot be made or written to. */
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

/** Without the token: the next page lies beside this one. */
function pageText({ logGroup, events }: Page): string {
  return `{"logGroup":${JSON.stringify(logGroup)},"events":[\n${events.map((event) => JSON.stringify(event)).join(",\n")}\n],"searchedLogStreams":[]}\n`;
}

function attempt(directory: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new FetchError(
      `cannot save to ${directory}: ${(error as NodeJS.ErrnoException).code ?? String(error)}; expected a folder to write to`,
    );
  }
}
