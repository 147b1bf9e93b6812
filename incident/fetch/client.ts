/** The AWS SDK's client for CloudWatch Logs, loaded when logs are fetched: nothing else needs it. */
import type {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { loadOptional } from "../../core/optional-package.ts";
import { FetchError } from "./fetch-error.ts";

export interface Sdk {
  readonly CloudWatchLogsClient: typeof CloudWatchLogsClient;
  readonly FilterLogEventsCommand: typeof FilterLogEventsCommand;
  readonly DescribeLogGroupsCommand: typeof DescribeLogGroupsCommand;
}

/**
 * A request is given up after so many tries, which back off for up to 20 s each (the SDK's standard backoff).
 */
const MAX_ATTEMPTS = 10;

/** @throws FetchError that says what to install */
export async function loadSdk(
  load: () => Promise<Sdk> = () => import("@aws-sdk/client-cloudwatch-logs"),
): Promise<Sdk> {
  const wanted =
    "fetching logs needs the AWS SDK: npm install @aws-sdk/client-cloudwatch-logs; or export the logs with aws logs filter-log-events and name the file";
  return loadOptional(load, () => new FetchError(wanted));
}

/**
 * Region, credentials and endpoint are found as every AWS tool finds them: AWS_REGION, AWS_PROFILE,
 * AWS_ENDPOINT_URL.
 */
export function createClient(
  { CloudWatchLogsClient }: Sdk,
  region: string | undefined,
  maxAttempts = MAX_ATTEMPTS,
): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    maxAttempts,
    retryMode: "adaptive",
    ...(region !== undefined && { region }),
  });
}
