/** The names of an account's log groups that start with the same text. */
import { reasonOf } from "./aws-error.ts";
import { createClient, loadSdk, type Sdk } from "./client.ts";
import { FetchError } from "./fetch-error.ts";

export interface GroupRequest {
  readonly prefix: string;
  readonly region: string;
  /** The option that asks for them, for messages. */
  readonly option: string;
  /** What one can do without asking AWS, for messages. */
  readonly instead: string;
  /** No more than so many names are asked for. */
  readonly most: number;
  readonly load?: () => Promise<Sdk>;
}

/** A page has at most 50 (DescribeLogGroups in the CloudWatch Logs API reference); a server that repeats itself ends. */
const pageSize = 50;

/**
 * Groups of the Standard class, which alone have metrics, in the order of AWS: by name.
 * @returns at most `most` names. @throws FetchError
 */
export async function listGroups(request: GroupRequest): Promise<string[]> {
  const { prefix, region, option, instead, most, load } = request;
  const sdk = await loadSdk(load, option, instead);
  const client = createClient(sdk, region);
  const names: string[] = [];
  try {
    let nextToken: string | undefined;
    for (let page = 0; page <= most / pageSize + 1 && names.length < most; page++) {
      const command = new sdk.DescribeLogGroupsCommand({
        logGroupNamePrefix: prefix,
        logGroupClass: "STANDARD",
        limit: pageSize,
        ...(nextToken !== undefined && { nextToken }),
      });
      const answer: { logGroups?: unknown; nextToken?: unknown } = await client.send(command);
      const groups: unknown[] = Array.isArray(answer.logGroups) ? answer.logGroups : [];
      for (const group of groups) {
        const name = (group as { logGroupName?: unknown } | null)?.logGroupName;
        if (typeof name === "string") names.push(name);
      }
      if (typeof answer.nextToken !== "string" || answer.nextToken === "") break;
      nextToken = answer.nextToken;
    }
  } catch (error) {
    const service = {
      name: "CloudWatch Logs",
      denied: "the credentials do not allow logs:DescribeLogGroups",
      less: null,
      nameRegion: "use --region",
    };
    throw new FetchError(`${option} ${prefix}: ${reasonOf(error, service)}`);
  } finally {
    client.destroy();
  }
  return names.slice(0, most);
}
