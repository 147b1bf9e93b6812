/** Fetches logs from a local service, and checks that no credential is shown. */
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import type { LogEvent, Problem } from "../../../core/telemetry/log-event.ts";
import { type FetchOptions, type FetchProgress, fetchLogs } from "../../../incident/fetch/fetch-logs.ts";
import { Folders } from "../../support/layer-run.ts";
import { LogsService } from "./logs-service.ts";

export const group = "/aws/lambda/orders";

export const since = Date.UTC(2026, 10, 20, 3);

export const until = since + 3_600_000;

const secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYSECRET";

export const token = "FwoGZXIvYXdzEXAMPLETOKENFwoGZXIvYXdzEXAMPLETOKEN";

export const folders = new Folders();

export let service: LogsService;

export const event = (
  number: number,
  logStreamName = "2026/11/20/[$LATEST]aaaa",
  message = `{"outcrop":"invocation","n":${number}}\n`,
) => ({
  logStreamName,
  timestamp: since + number * 1_000,
  message,
  ingestionTime: since + number * 1_000 + 7,
  eventId: String(number).padStart(56, "3"),
});

interface Fetched {
  readonly events: LogEvent[];
  readonly problems: Problem[];
  readonly progress: FetchProgress[];
  readonly error: string | null;
}

export async function fetched(options: Partial<FetchOptions> = {}): Promise<Fetched> {
  const [events, problems, progress]: [LogEvent[], Problem[], FetchProgress[]] = [[], [], []];
  let error: string | null = null;
  try {
    const all = { logGroup: group, since, until, maxAttempts: 2, ...options };
    const batches = fetchLogs({
      ...all,
      onProblem: (one) => problems.push(one),
      onProgress: (one) => progress.push(one),
    });
    for await (const batch of batches) events.push(...batch);
  } catch (thrown) {
    error = `${(thrown as Error).name}: ${(thrown as Error).message}`;
  }
  const told = JSON.stringify({ problems, error });
  for (const hidden of [secret, token, "AKIAIOSFODNN7EXAMPLE"]) expect(told).not.toContain(hidden);
  return { events, problems, progress, error };
}

export const numbers = (events: readonly LogEvent[]): unknown[] =>
  events.map(({ message }) => (JSON.parse(message) as { n: unknown }).n);

/** Starts the service, with credentials for it, for the tests of a file. */
export function useService(): void {
  beforeAll(async () => {
    service = await LogsService.start();
    const settings = {
      AWS_ENDPOINT_URL: service.url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: token,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  });
  beforeEach(() => {
    service.asked.length = 0;
  });
  afterAll(() => {
    service.stop();
    folders.remove();
    vi.unstubAllEnvs();
  });
}
