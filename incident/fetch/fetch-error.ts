/** Why logs could not be fetched, in words for whoever runs the command. */
import { reasonOf, type ServiceWords } from "./aws-error.ts";

export class FetchError extends Error {
  override readonly name = "FetchError";
}

const cloudWatchLogs: ServiceWords = {
  name: "CloudWatch Logs",
  denied: "these credentials may not read the log group; logs:FilterLogEvents is needed",
  throttled: "AWS kept throttling; wait a little, or ask for a shorter time",
  noRegion: "no AWS region is known; use --region or set AWS_REGION",
};

/** One sentence without a full stop. */
export function fetchReason(error: unknown): string {
  return reasonOf(error, cloudWatchLogs);
}

export function isNoSuchGroup(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}
