/** An account at AWS on this machine, that the real SDK talks to. Functions run in the local Lambda. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "yaml";
import { evaluate, InsightsError } from "../../../cloudwatch/insights/evaluate.ts";
import { parseSql } from "../../../cloudwatch/metric-math/insights-sql.ts";
import { Collection } from "../../../cloudwatch/preview/collect.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { type Asked, readRequest, ServiceError, writeAnswer, writeError } from "../aws/protocols.ts";
import { FakeFunctions } from "./fake-functions.ts";

/** `hang`: the call does its work and is never answered. */
export type Fault = "hang" | { readonly error: string; readonly message?: string; readonly status?: number };

type Logged = LogEvent & { readonly logGroup: string };
type Input = Asked["input"];

export class FakeAccount {
  readonly asked: Asked[] = [];
  readonly roles = new Map<string, { readonly Path: string; readonly policies: Set<string> }>();
  readonly groups = new Set<string>();
  readonly alarms = new Set<string>();
  readonly dashboards = new Set<string>();
  readonly functions: FakeFunctions;
  fault: (asked: Asked) => Fault | null = () => null;
  /** What AWS could do to the events of a log group, other than the local Lambda. */
  logged: (group: string, message: string) => string | null = (_, message) => message;
  readonly #queries = new Map<string, { status: string; rows: number }>();
  readonly #server: Server;

  private constructor(server: Server, folder: string) {
    this.#server = server;
    this.functions = new FakeFunctions(folder);
  }

  static async start(folder: string): Promise<FakeAccount> {
    const server = createServer((request, response) => void account.#respond(request, response));
    const account = new FakeAccount(server, folder);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return account;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Everything that is in the account. */
  get things(): string[] {
    const { roles, groups, alarms, dashboards, functions } = this;
    const layers = [...functions.layers.keys()];
    return [
      ...roles.keys(),
      ...layers,
      ...functions.functions.keys(),
      ...groups,
      ...alarms,
      ...dashboards,
    ].sort();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.functions.stop();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request);
    this.asked.push(asked);
    const fault = this.fault(asked);
    try {
      if (fault === "hang") return void (asked.operation !== "Invoke" && (await this.#answer(asked)));
      if (fault !== null) throw new ServiceError(fault.error, fault.message ?? "no", fault.status);
      writeAnswer(asked, (await this.#answer(asked)) ?? {}, response);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      writeError(asked, error, response);
    }
  }

  async #answer({ operation, input }: Asked): Promise<object | undefined> {
    const given: Input = input;
    const { functions } = this;
    switch (operation) {
      case "GetCallerIdentity":
        return { Account: "111122223333", Arn: "arn:aws:iam::111122223333:user/me", UserId: "U" };
      case "CreateRole":
        this.roles.set(given["RoleName"] as string, { Path: given["Path"] as string, policies: new Set() });
        return { Role: roleOf(given["RoleName"] as string, given["Path"] as string) };
      case "PutRolePolicy":
        JSON.parse(given["PolicyDocument"] as string);
        this.#role(given).policies.add(given["PolicyName"] as string);
        return undefined;
      case "DeleteRolePolicy":
        if (!this.#role(given).policies.delete(given["PolicyName"] as string)) throw noSuchEntity();
        return undefined;
      case "DeleteRole":
        if (this.#role(given).policies.size > 0)
          throw new ServiceError("DeleteConflict", "it has policies", 409);
        this.roles.delete(given["RoleName"] as string);
        return undefined;
      case "ListRoles": {
        const found = [...this.roles].filter(([, { Path }]) =>
          Path.startsWith(given["PathPrefix"] as string),
        );
        return { Roles: found.map(([name, { Path }]) => roleOf(name, Path)), IsTruncated: false };
      }
      case "PublishLayerVersion":
        return functions.publish(
          given["LayerName"] as string,
          (given["Content"] as { ZipFile: string }).ZipFile,
        );
      case "ListLayers":
        return { Layers: [...functions.layers.keys()].map((key) => ({ LayerName: key.split(":")[0] })) };
      case "ListLayerVersions": {
        const versions = [...functions.layers.keys()].filter((key) =>
          key.startsWith(`${given["LayerName"]}:`),
        );
        return { LayerVersions: versions.map((key) => ({ Version: Number(key.split(":")[1]) })) };
      }
      case "DeleteLayerVersion":
        functions.layers.delete(`${given["LayerName"]}:${given["VersionNumber"]}`);
        return undefined;
      case "CreateFunction":
        if (!this.groups.has(`/aws/lambda/${given["FunctionName"]}`))
          throw new Error("the log group must be first");
        return functions.create(input as never);
      case "GetFunctionConfiguration":
        return { FunctionName: given["FunctionName"], State: "Active" };
      case "ListFunctions":
        return { Functions: [...functions.functions.keys()].map((FunctionName) => ({ FunctionName })) };
      case "Invoke":
        return functions.invoke(given["FunctionName"] as string);
      case "DeleteFunction":
        return void (await functions.remove(given["FunctionName"] as string));
      case "CreateLogGroup":
        return void this.groups.add(given["logGroupName"] as string);
      case "PutRetentionPolicy":
        return undefined;
      case "DescribeLogGroups": {
        const found = [...this.groups].filter((name) =>
          name.startsWith(given["logGroupNamePrefix"] as string),
        );
        return { logGroups: found.map((logGroupName) => ({ logGroupName })) };
      }
      case "DeleteLogGroup":
        if (!this.groups.delete(given["logGroupName"] as string))
          throw new ServiceError("ResourceNotFoundException", "no such group");
        return undefined;
      case "FilterLogEvents": {
        const group = given["logGroupName"] as string;
        const events = (await this.#events()).filter(({ logGroup }) => logGroup === group);
        return { events: events.map(({ timestamp, message }) => ({ timestamp, message })) };
      }
      case "StartQuery":
        return this.#query(given["queryString"] as string, given["logGroupNames"] as string[] | undefined);
      case "GetQueryResults": {
        const { status = "Failed", rows = 0 } = this.#queries.get(given["queryId"] as string) ?? {};
        return { status, results: Array.from({ length: rows }, () => [{ field: "a", value: "1" }]) };
      }
      case "GetMetricData":
        return this.#metricData(given["MetricDataQueries"] as MetricDataQuery[]);
      case "PutMetricAlarm":
        for (const { Expression = "" } of given["Metrics"] as { Expression?: string }[])
          if (Expression.startsWith("SELECT")) parseSql(Expression);
        return void this.alarms.add(given["AlarmName"] as string);
      case "DescribeAlarms":
        return { MetricAlarms: [...this.alarms].map((AlarmName) => ({ AlarmName })), CompositeAlarms: [] };
      case "DeleteAlarms":
        for (const name of given["AlarmNames"] as string[]) this.alarms.delete(name);
        return undefined;
      case "PutDashboard":
        JSON.parse(given["DashboardBody"] as string);
        this.dashboards.add(given["DashboardName"] as string);
        return { DashboardValidationMessages: [] };
      case "ListDashboards":
        return { DashboardEntries: [...this.dashboards].map((DashboardName) => ({ DashboardName })) };
      case "DeleteDashboards":
        for (const name of given["DashboardNames"] as string[]) this.dashboards.delete(name);
        return undefined;
      case "ValidateTemplate":
        if (typeof parse(given["TemplateBody"] as string).Resources !== "object")
          throw new ServiceError("ValidationError", "Template format error");
        return { Parameters: [], Capabilities: [] };
      default:
        throw new Error(`${operation} is not known here`);
    }
  }

  #role(given: Input) {
    const role = this.roles.get(given["RoleName"] as string);
    if (role === undefined) throw noSuchEntity();
    return role;
  }

  async #events(): Promise<Logged[]> {
    const events: Logged[] = [];
    for (const name of this.functions.functions.keys())
      for (const { timestamp, message } of await this.functions.stream(name)) {
        const logGroup = `/aws/lambda/${name}`;
        const logged = this.logged(logGroup, message);
        if (logged === null || !this.groups.has(logGroup)) continue;
        const place = { logStream: "2026/01/01/[$LATEST]0", file: logGroup, line: events.length };
        events.push({ timestamp, message: logged, logGroup, eventId: null, ...place });
      }
    return events;
  }

  async #query(text: string, groups: readonly string[] | undefined): Promise<object> {
    const queryId = `query-${this.#queries.size}`;
    const all = await this.#events();
    const events = all.filter(({ logGroup }) => groups === undefined || groups.includes(logGroup));
    try {
      this.#queries.set(queryId, { status: "Complete", rows: evaluate(text, events).rows.length });
    } catch (error) {
      if (error instanceof InsightsError) throw new ServiceError("MalformedQueryException", error.message);
      throw error;
    }
    return { queryId };
  }

  /** As CloudWatch takes metrics out of log events. */
  async #metricData(queries: readonly MetricDataQuery[]): Promise<object> {
    const collection = new Collection();
    for (const event of await this.#events()) collection.add(event);
    return {
      MetricDataResults: queries.map(({ Id, MetricStat: { Metric } }) => {
        const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
        const { samples } = collection.metrics.get(Metric.Namespace, Metric.MetricName, dimensions);
        return { Id, Values: samples.length > 0 ? [samples.length] : [], Timestamps: [] };
      }),
    };
  }
}

interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

const noSuchEntity = () => new ServiceError("NoSuchEntity", "no such role", 404);

const roleOf = (RoleName: string, Path: string) => ({
  RoleName,
  Path,
  RoleId: "R",
  Arn: `arn:aws:iam::111122223333:role${Path}${RoleName}`,
  CreateDate: "2026-01-01T00:00:00Z",
});
