/** The requested log groups, and suggestions for a wrong name. */
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { plainText } from "../../core/telemetry/plain-text.ts";
import type { Sdk } from "./client.ts";

/** CloudWatch returns at most 50 groups at once. */
const groupsAtOnce = 50;
const suggested = 3;

/**
 * A group is requested by its name, or by its ARN if it is in another account. The console shows ARNs that
 * end with `:*`.
 */
export function groupRequest(
  group: string,
): { readonly logGroupName: string } | { readonly logGroupIdentifier: string } {
  return group.startsWith("arn:")
    ? { logGroupIdentifier: group.replace(/:\*$/, "") }
    : { logGroupName: group };
}

export function groupName(group: string): string {
  return group.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, "").replace(/:\*$/, "");
}

/** The most similar names, best first. Empty if the groups cannot be listed. */
export async function nearestGroups(
  sdk: Sdk,
  client: CloudWatchLogsClient,
  group: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const wanted = groupName(group);
  const words = wanted.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 2);
  const longest = words.reduce((left, right) => (right.length > left.length ? right : left), "");
  const last = wanted.split("/").at(-1) ?? "";
  const beginning = last.slice(0, Math.max(3, Math.floor(last.length / 2))).replace(/[^\w./-]/g, "");
  const found = new Set<string>();
  for (const logGroupNamePattern of new Set([longest, beginning, undefined])) {
    if (logGroupNamePattern === "") continue;
    try {
      const request = {
        limit: groupsAtOnce,
        ...(logGroupNamePattern !== undefined && { logGroupNamePattern }),
      };
      const { logGroups } = await client.send(
        new sdk.DescribeLogGroupsCommand(request),
        signal && { abortSignal: signal },
      );
      for (const { logGroupName } of logGroups ?? [])
        if (typeof logGroupName === "string") found.add(logGroupName);
    } catch {
      return [];
    }
    if (found.size >= suggested) break;
  }
  return [...found]
    .sort((left, right) => likeness(right, wanted) - likeness(left, wanted) || (left < right ? -1 : 1))
    .slice(0, suggested)
    .map(plainText);
}

/** Dice's coefficient of the pairs of letters: 1 for equal names, 0 for nothing in common. */
function likeness(left: string, right: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(
      Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2).toLowerCase()),
    );
  const [first, second] = [pairs(left), pairs(right)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / Math.max(1, first.size + second.size);
}
