/** Explains why logs could not be fetched. */
import { reasonOf, type ServiceWords } from "./aws-error.ts";

export class FetchError extends Error {
  override readonly name = "FetchError";
}

const cloudWatchLogs: ServiceWords = {
  name: "CloudWatch Logs",
  denied: "the credentials do not allow logs:FilterLogEvents on the log group",
  less: "fetch a shorter time",
  nameRegion: "use --region",
};

/** One sentence without a full stop. */
export function fetchReason(error: unknown): string {
  return reasonOf(error, cloudWatchLogs);
}

export function isNoSuchGroup(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}
