/** One log group's events, page after page. */
import type { CloudWatchLogsClient, FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { Sdk } from "./client.ts";
import { groupName, groupRequest } from "./log-group.ts";

export interface EventPage {
  readonly logGroup: string;
  /** As they came. */
  readonly events: readonly FilteredLogEvent[];
  /** Another page was announced. */
  readonly more: boolean;
}

export interface PageRequest {
  readonly logGroup: string;
  /** Milliseconds since the epoch; `until` is the first that is not wanted. */
  readonly since: number;
  readonly until: number;
  readonly filterPattern: string | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A page may be empty and not the last; the last has no token (FilterLogEvents in the CloudWatch Logs API
 * reference).
 */
export async function* pagesOf(
  sdk: Sdk,
  client: CloudWatchLogsClient,
  request: PageRequest,
): AsyncGenerator<EventPage> {
  const { logGroup, since, until, filterPattern, signal } = request;
  let nextToken: string | undefined;
  do {
    const command = new sdk.FilterLogEventsCommand({
      ...groupRequest(logGroup),
      startTime: since,
      // The end is the last that is wanted.
      endTime: until - 1,
      ...(filterPattern !== null && { filterPattern }),
      ...(nextToken !== undefined && { nextToken }),
    });
    const answer: { events?: unknown; nextToken?: unknown } = await client.send(
      command,
      signal && { abortSignal: signal },
    );
    const asked = nextToken;
    nextToken =
      typeof answer.nextToken === "string" && answer.nextToken !== "" ? answer.nextToken : undefined;
    if (answer.events !== undefined && answer.events !== null && !Array.isArray(answer.events))
      throw new SyntaxError("events is not a list");
    const events: readonly FilteredLogEvent[] = answer.events ?? [];
    if (asked !== undefined && nextToken === asked) throw new SyntaxError("the next page is this page");
    yield { logGroup: groupName(logGroup), events, more: nextToken !== undefined };
  } while (nextToken !== undefined);
}
