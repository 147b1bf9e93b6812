/** `outcrop dashboard --body`: the dashboard's body with each log group by its name. */
import {
  bodyOfNamedGroups,
  isGroupName,
  mostGroups,
} from "../../cloudwatch/observability/body/named-groups.ts";
import { UsageError } from "../shared/usage.ts";

export interface BodyRequest {
  readonly region: string;
  readonly logGroups: readonly string[];
  /** Their log groups are asked for at AWS. */
  readonly prefixes: readonly string[];
  readonly alarmArns: readonly string[];
}

interface Given {
  readonly region?: string;
  readonly "log-group": readonly string[];
  readonly "log-group-prefix": readonly string[];
  readonly alarm: readonly string[];
}

const option = "--log-group-prefix";
/** An alarm widget takes so many (CloudWatch API Reference, "Dashboard Body Structure and Syntax"). */
const mostAlarms = 100;
const alarmArn = /^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:\d{12}:alarm:[^\p{Cc}"\\]{1,255}$/u;

/** @throws UsageError */
export function bodyRequest(given: Given, environment: NodeJS.ProcessEnv = process.env): BodyRequest {
  const region = given.region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "";
  if (!/^[a-z]{2,5}(-[a-z]+)+-\d$/.test(region))
    throw new UsageError("--body needs the region, such as --region eu-central-1");
  const [logGroups, prefixes] = [given["log-group"], given["log-group-prefix"]];
  if (logGroups.length + prefixes.length === 0)
    throw new UsageError(`--body needs --log-group NAME, repeated, or ${option} TEXT`);
  for (const text of [...logGroups, ...prefixes])
    if (!isGroupName(text)) throw new UsageError(`${text} is not the name of a log group`);
  const bad = given.alarm.find((arn) => !alarmArn.test(arn));
  if (bad !== undefined) throw new UsageError(`--alarm must be the ARN of an alarm, not ${bad}`);
  if (given.alarm.length > mostAlarms) throw new UsageError(`--alarm: a widget shows at most ${mostAlarms}`);
  return { region, logGroups, prefixes, alarmArns: given.alarm };
}

/**
 * Asks AWS for the log groups of the prefixes.
 * @returns JSON for `aws cloudwatch put-dashboard`
 * @throws UsageError for too many log groups, Error if there is none or AWS does not answer
 */
export async function writtenBody({ region, logGroups, prefixes, alarmArns }: BodyRequest): Promise<string> {
  const all = new Set(logGroups);
  for (const prefix of prefixes) {
    const { listGroups } = await import("../../incident/fetch/list-groups.ts");
    const instead = "name the log groups with --log-group";
    const found = await listGroups({ prefix, region, option, instead, most: mostGroups + 1 });
    if (found.length === 0)
      throw new Error(`no log group of the Standard class in ${region} starts with ${prefix}`);
    for (const name of found) all.add(name);
  }
  if (all.size > mostGroups)
    throw new UsageError(
      `a query reads at most ${mostGroups} log groups by name, and these are more. Use a longer prefix and ` +
        "one dashboard for each part, or deploy docs/generated/observability.yaml with FunctionNamePrefix",
    );
  const body = bodyOfNamedGroups({ region, logGroups: [...all], alarmArns });
  return `${JSON.stringify(body, null, 1)}\n`;
}
