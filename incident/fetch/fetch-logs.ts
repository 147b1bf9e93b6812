/**
 * Fetches events from CloudWatch Logs, in the form that readLogs returns for files. Groups are fetched one
 * after the other, because the service limits requests by account. If a group fails, or the fetch is stopped,
 * the missing events are reported and the earlier ones are kept.
 */
import type { CloudWatchLogsClient, FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { LogEvent, Problem } from "../../core/telemetry/log-event.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { readElement } from "../read/containers.ts";
import { createClient, loadSdk, type Sdk } from "./client.ts";
import { FetchError, isNoSuchGroup, reasonOf } from "./fetch-error.ts";
import { groupName, nearestGroups } from "./log-group.ts";
import { type EventPage, pagesOf } from "./pages.ts";
import { relevantPattern } from "./relevant-pattern.ts";
import type { Save, SavedPage } from "./save-events.ts";

export interface FetchProgress {
  readonly groups: number;
  readonly groupsDone: number;
  readonly pages: number;
  readonly events: number;
  /** Of the events' messages. */
  readonly bytes: number;
  /**
   * Time of the newest event of the group being fetched, in milliseconds since the epoch; events come oldest
   * first.
   */
  readonly reached: number | null;
}

export interface FetchOptions {
  /** Names or ARNs. */
  readonly logGroup: string | readonly string[];
  /** Milliseconds since the epoch; `until` is the first that is not wanted. */
  readonly since: number;
  readonly until: number;
  /** Leaves out the log streams of other functions, where a group holds several and its streams name them. */
  readonly functionName?: string;
  /** By default what an incident needs; null for every event. */
  readonly filterPattern?: string | null;
  readonly region?: string;
  readonly onProgress?: (progress: FetchProgress) => void;
  /** `file` is the log group and `line` the number of the event from which on something is missing. */
  readonly onProblem: (problem: Problem) => void;
  readonly signal?: AbortSignal;
  /** Saves each page. Events then have their place in the saved file. */
  readonly save?: Save;
  readonly maxAttempts?: number;
  readonly loadSdk?: () => Promise<Sdk>;
}

/** @throws FetchError if nothing could be fetched. */
export async function* fetchLogs(options: FetchOptions): AsyncGenerator<LogEvent[]> {
  const sdk = await loadSdk(options.loadSdk);
  const groups = typeof options.logGroup === "string" ? [options.logGroup] : options.logGroup;
  if (!(options.since < options.until)) throw new FetchError("the end of the time range is before its start");
  const client = createClient(sdk, options.region, options.maxAttempts);
  const state = {
    groups: groups.length,
    groupsDone: 0,
    pages: 0,
    events: 0,
    bytes: 0,
    reached: null as number | null,
  };
  const failures: { readonly file: string; readonly message: string }[] = [];
  try {
    for (const group of groups) {
      const failure = yield* groupEvents(group, { sdk, client, options, state });
      if (failure !== null) failures.push({ file: fileOf(group), message: failure });
      state.groupsDone++;
      if (options.signal?.aborted) break;
    }
  } finally {
    client.destroy();
  }
  if (failures.length > 0 && state.events === 0 && !options.signal?.aborted)
    throw new FetchError(failures.map(({ message }) => message).join("; "));
  for (const { file, message } of failures) options.onProblem({ file, line: 1, message });
}

interface FetchContext {
  readonly sdk: Sdk;
  readonly client: CloudWatchLogsClient;
  readonly options: FetchOptions;
  readonly state: { -readonly [Key in keyof FetchProgress]: FetchProgress[Key] };
}

/** @returns the reason if nothing in the group could be fetched. */
async function* groupEvents(
  group: string,
  { sdk, client, options, state }: FetchContext,
): AsyncGenerator<LogEvent[], string | null> {
  const { since, until, signal, filterPattern = relevantPattern } = options;
  const reader = new PageReader(fileOf(group), options);
  state.reached = null;
  try {
    for await (const page of pagesOf(sdk, client, { logGroup: group, since, until, filterPattern, signal })) {
      const events = reader.events(page);
      state.pages++;
      state.events += events.length;
      for (const { message, timestamp } of events) {
        state.bytes += message.length;
        if (timestamp !== null) state.reached = timestamp;
      }
      if (events.length > 0) yield events;
      options.onProgress?.({ ...state });
    }
  } catch (error) {
    if (signal?.aborted) reader.problem(`stopped; ${missing(state.reached)}`);
    else if (isNoSuchGroup(error)) return noSuchGroup(group, await nearestGroups(sdk, client, group, signal));
    else if (reader.count === 0) return `${plainText(groupName(group))}: ${reasonOf(error)}`;
    else reader.problem(`${reasonOf(error)}; ${missing(state.reached)}`);
  }
  return null;
}

/** The place of events that are not in a file. */
function fileOf(group: string): string {
  return `cloudwatch:${groupName(group)}`;
}

function missing(reached: number | null): string {
  if (reached === null) return "its events are missing";
  const time = new Date(reached).toISOString().replace(/\.\d+/, "");
  return `the events after ${time} are missing, earlier ones are kept`;
}

function noSuchGroup(group: string, nearest: readonly string[]): string {
  const like =
    nearest.length > 0
      ? `; did you mean ${nearest.join(", ")}?`
      : "; check its name, the region and the account";
  return `there is no log group ${plainText(groupName(group))}${like}`;
}

/** The events of pages, each with a place. */
class PageReader {
  count = 0;
  readonly #file: string;
  readonly #options: FetchOptions;
  #malformed = false;
  #unsaved = false;

  constructor(file: string, options: FetchOptions) {
    this.#file = file;
    this.#options = options;
  }

  events(page: EventPage): LogEvent[] {
    if (page.events.length === 0) return [];
    const saved = this.#saved(page) ?? { file: this.#file, firstLine: this.count + 1 };
    this.count += page.events.length;
    const context = new Map([["logGroup", page.logGroup]]);
    return page.events.flatMap((event, index) => this.#event(event, index, saved, context));
  }

  /** If the disk is full, events are read but no longer saved. */
  #saved(page: EventPage): SavedPage | null {
    if (this.#unsaved) return null;
    try {
      return this.#options.save?.(page) ?? null;
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.#unsaved = true;
      this.problem(`${error.message}; later events are read but not saved`);
      return null;
    }
  }

  #event(
    event: FilteredLogEvent,
    index: number,
    { file, firstLine }: SavedPage,
    context: ReadonlyMap<string, string>,
  ): LogEvent[] {
    const read = typeof event === "object" && event !== null ? readElement(event, context) : null;
    if (read?.kind !== "event") {
      if (!this.#malformed)
        this.problem("a response contains an event without a message and timestamp; such events are skipped");
      this.#malformed = true;
      return [];
    }
    if (isOfAnother(read.content.logStream, this.#options.functionName)) return [];
    return [{ ...read.content, file, line: firstLine + index }];
  }

  problem(message: string): void {
    this.#options.onProblem({ file: this.#file, line: this.count + 1, message });
  }
}

/**
 * In a group of several functions a stream is `<date>/<function>[<version>]<id>` (Lambda Developer Guide,
 * "Configuring CloudWatch log groups").
 */
function isOfAnother(logStream: string | null, functionName: string | undefined): boolean {
  if (logStream === null || functionName === undefined) return false;
  const [, name] = /^\d{4}\/\d\d\/\d\d\/([\w-]+)\[/.exec(logStream) ?? [];
  return name !== undefined && name !== functionName;
}
