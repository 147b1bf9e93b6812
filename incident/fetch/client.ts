/** The AWS SDK's client for CloudWatch Logs, loaded when logs are fetched: nothing else needs it. */
import type {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { installing, loadOptional } from "../../core/optional-package.ts";
import { FetchError } from "./fetch-error.ts";

export interface Sdk {
  readonly CloudWatchLogsClient: typeof CloudWatchLogsClient;
  readonly FilterLogEventsCommand: typeof FilterLogEventsCommand;
  readonly DescribeLogGroupsCommand: typeof DescribeLogGroupsCommand;
}

/**
 * How often a request is tried. The SDK's standard backoff waits up to 20 s between two tries.
 */
const usualAttempts = 10;

/**
 * @param option the command's option that needs it, and @param instead what one can do without it
 * @throws FetchError that names the package to install.
 */
export async function loadSdk(
  load: () => Promise<Sdk> = () => import("@aws-sdk/client-cloudwatch-logs"),
  option = "--log-group",
  instead = "export the logs with aws logs filter-log-events and pass the file",
): Promise<Sdk> {
  return loadOptional(
    load,
    () =>
      new FetchError(
        `${option} needs the AWS SDK. Run ${installing("@aws-sdk/client-cloudwatch-logs")}, or ${instead}`,
      ),
  );
}

/**
 * The SDK finds region, credentials and endpoint as every AWS tool does: AWS_REGION, AWS_PROFILE,
 * AWS_ENDPOINT_URL.
 */
export function createClient(
  { CloudWatchLogsClient }: Sdk,
  region: string | undefined,
  maxAttempts = usualAttempts,
): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    maxAttempts,
    retryMode: "adaptive",
    ...(region !== undefined && { region }),
  });
}
