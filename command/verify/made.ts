/** The kinds of things that a run makes: how each is found by its name, and removed. */
import { CallError } from "../shared/call-error.ts";
import type { Account } from "./account.ts";
import { logGroupOf, prefix, rolePath } from "./names.ts";

export interface Kind {
  /** Names of all that runs have left. @throws CallError */
  readonly find: (account: Account) => Promise<string[]>;
  /** @throws CallError */
  readonly remove: (account: Account, name: string) => Promise<unknown>;
}

/** Of each list. */
const maxPages = 200;

/** A name that a run gave, of a log group too. */
const given = new RegExp(`^(?:${logGroupOf("")})?${prefix}[0-9a-f]{8}(?![0-9a-f])`);

function found<Page>(
  account: Account,
  action: string,
  pages: () => AsyncIterable<Page>,
  namesOf: (page: Page) => readonly (string | undefined)[],
): Promise<string[]> {
  return account.call(action, async () => {
    const names: string[] = [];
    let count = 0;
    for await (const page of pages()) {
      names.push(...(namesOf(page).filter((name) => name !== undefined && given.test(name)) as string[]));
      if (++count === maxPages) break;
    }
    return names;
  });
}

/** The policy in the role; it has no other. */
export const rolePolicy = "logs";

/** In the order in which they are removed: a function writes to its log group, and has its role. */
export const kinds = {
  alarm: {
    find: (account) =>
      found(
        account,
        "cloudwatch:DescribeAlarms",
        () =>
          account.sdk.cloudwatch.paginateDescribeAlarms(
            { client: account.cloudwatch },
            { AlarmNamePrefix: prefix },
          ),
        ({ MetricAlarms }) => (MetricAlarms ?? []).map(({ AlarmName }) => AlarmName),
      ),
    remove: (account, name) =>
      account.call("cloudwatch:DeleteAlarms", (options) =>
        account.cloudwatch.send(
          new account.sdk.cloudwatch.DeleteAlarmsCommand({ AlarmNames: [name] }),
          options,
        ),
      ),
  },
  dashboard: {
    find: (account) =>
      found(
        account,
        "cloudwatch:ListDashboards",
        () =>
          account.sdk.cloudwatch.paginateListDashboards(
            { client: account.cloudwatch },
            { DashboardNamePrefix: prefix },
          ),
        ({ DashboardEntries }) => (DashboardEntries ?? []).map(({ DashboardName }) => DashboardName),
      ),
    remove: (account, name) =>
      account.call("cloudwatch:DeleteDashboards", (options) =>
        account.cloudwatch.send(
          new account.sdk.cloudwatch.DeleteDashboardsCommand({ DashboardNames: [name] }),
          options,
        ),
      ),
  },
  function: {
    find: (account) =>
      found(
        account,
        "lambda:ListFunctions",
        () => account.sdk.lambda.paginateListFunctions({ client: account.lambda }, {}),
        ({ Functions }) => (Functions ?? []).map(({ FunctionName }) => FunctionName),
      ),
    remove: (account, name) =>
      account.call("lambda:DeleteFunction", (options) =>
        account.lambda.send(new account.sdk.lambda.DeleteFunctionCommand({ FunctionName: name }), options),
      ),
  },
  /** All versions of a layer. */
  layer: {
    find: (account) =>
      found(
        account,
        "lambda:ListLayers",
        () => account.sdk.lambda.paginateListLayers({ client: account.lambda }, {}),
        ({ Layers }) => (Layers ?? []).map(({ LayerName }) => LayerName),
      ),
    remove: async (account, name) => {
      const { LayerVersions } = await account.call("lambda:ListLayerVersions", (options) =>
        account.lambda.send(new account.sdk.lambda.ListLayerVersionsCommand({ LayerName: name }), options),
      );
      for (const { Version } of LayerVersions ?? [])
        await account.call("lambda:DeleteLayerVersion", (options) =>
          account.lambda.send(
            new account.sdk.lambda.DeleteLayerVersionCommand({ LayerName: name, VersionNumber: Version }),
            options,
          ),
        );
    },
  },
  "log group": {
    find: (account) =>
      found(
        account,
        "logs:DescribeLogGroups",
        () =>
          account.sdk.logs.paginateDescribeLogGroups(
            { client: account.logs },
            { logGroupNamePrefix: logGroupOf(prefix) },
          ),
        ({ logGroups }) => (logGroups ?? []).map(({ logGroupName }) => logGroupName),
      ),
    remove: (account, name) =>
      account.call("logs:DeleteLogGroup", (options) =>
        account.logs.send(new account.sdk.logs.DeleteLogGroupCommand({ logGroupName: name }), options),
      ),
  },
  role: {
    find: (account) =>
      found(
        account,
        "iam:ListRoles",
        () => account.sdk.iam.paginateListRoles({ client: account.iam }, { PathPrefix: rolePath }),
        ({ Roles }) => (Roles ?? []).map(({ RoleName }) => RoleName),
      ),
    remove: async (account, name) => {
      await unlessAbsent(
        account.call("iam:DeleteRolePolicy", (options) =>
          account.iam.send(
            new account.sdk.iam.DeleteRolePolicyCommand({ RoleName: name, PolicyName: rolePolicy }),
            options,
          ),
        ),
      );
      await account.call("iam:DeleteRole", (options) =>
        account.iam.send(new account.sdk.iam.DeleteRoleCommand({ RoleName: name }), options),
      );
    },
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export interface Made {
  readonly kind: KindName;
  readonly name: string;
}

export interface Removal extends Made {
  /** Null where it is gone. */
  readonly problem: string | null;
}

/** Everything that runs have left in the account and region. What cannot be listed is a problem. */
export async function findAll(account: Account): Promise<{ made: Made[]; problems: string[] }> {
  const made: Made[] = [];
  const problems: string[] = [];
  for (const kind of Object.keys(kinds) as KindName[])
    try {
      made.push(...(await kinds[kind].find(account)).map((name) => ({ kind, name })));
    } catch (error) {
      problems.push(reasonOf(error));
    }
  return { made, problems };
}

/** Goes on after a failure: the rest must go too. */
export async function removeAll(account: Account, made: readonly Made[]): Promise<Removal[]> {
  const removals: Removal[] = [];
  for (const kind of Object.keys(kinds) as KindName[])
    for (const one of made.filter((each) => each.kind === kind))
      try {
        await unlessAbsent(kinds[kind].remove(account, one.name));
        removals.push({ ...one, problem: null });
      } catch (error) {
        removals.push({ ...one, problem: reasonOf(error) });
      }
  return removals;
}

/** What is gone already, or was never made, is as it should be. */
async function unlessAbsent(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    const code = error instanceof CallError ? error.code : "";
    if (!/^(ResourceNotFound|NoSuchEntity|DashboardNotFound|ResourceNotFoundException)/.test(code))
      throw error;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CallError) return error.message;
  throw error;
}
