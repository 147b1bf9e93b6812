/**
 * One function as Lambda keeps it: revisions, an update that is in progress for a while, and what Lambda
 * refuses (API reference, UpdateFunctionConfiguration; Developer Guide, "Lambda function states").
 */
import { ServiceError } from "../aws/protocols.ts";

export interface Made {
  readonly name: string;
  readonly runtime?: string | null;
  readonly layers?: readonly string[];
  /** Null for a function without an environment. */
  readonly variables?: Readonly<Record<string, string>> | null;
  readonly tags?: Readonly<Record<string, string>>;
  readonly aliases?: readonly (readonly [name: string, version: string])[];
  /** Other parts of the configuration. */
  readonly other?: Readonly<Record<string, unknown>>;
}

type Settings = { readonly layers: readonly string[]; readonly variables: Readonly<Record<string, string>> };

export class FakeFunction {
  readonly name: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: readonly (readonly [string, string])[];
  /** For so many reads an update is in progress. */
  slowness = 0;
  /** Whether an update that failed is shown as it was asked for. */
  showsFailed = true;
  description = "";
  status: "Successful" | "InProgress" | "Failed" = "Successful";
  settings: Settings;
  #revision = 1;
  #reads = 0;
  #fails = false;
  #before: Settings;
  readonly #other: Readonly<Record<string, unknown>>;

  constructor({
    name,
    runtime = "nodejs24.x",
    layers = [],
    variables = null,
    tags = {},
    aliases = [],
    other,
  }: Made) {
    this.name = name;
    this.arn = `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
    this.tags = tags;
    this.aliases = aliases;
    this.settings = { layers, variables: variables ?? {} };
    this.#before = this.settings;
    this.#other = {
      ...(runtime === null ? { PackageType: "Image" } : { Runtime: runtime, PackageType: "Zip" }),
      ...other,
    };
  }

  /** What the function is, without what each change and each read changes. */
  get kept(): object {
    return this.keptWith(this.settings, this.description);
  }

  keptWith({ layers, variables }: Settings, description: string): object {
    // What is empty is left out of an answer.
    return {
      FunctionName: this.name,
      FunctionArn: this.arn,
      Handler: "index.handler",
      CodeSize: 1_000_000,
      Description: description,
      MemorySize: 512,
      ...(Object.keys(variables).length > 0 && { Environment: { Variables: variables } }),
      ...(layers.length > 0 && { Layers: layers.map((Arn) => ({ Arn, CodeSize: 180_000 })) }),
      State: "Active",
      ...this.#other,
    };
  }

  get isSettled(): boolean {
    return this.status !== "InProgress";
  }

  read(): object {
    this.#settle();
    return this.#answer();
  }

  update(input: Readonly<Record<string, unknown>>, fails: boolean): object {
    this.#settle();
    const { Layers, Environment, RevisionId, ...rest } = input;
    const others = Object.keys(rest).filter((key) => key !== "FunctionName");
    if (others.length > 0) throw new Error(`an update names ${others.join(", ")}`);
    if (this.status === "InProgress")
      throw new ServiceError("ResourceConflictException", "An update is in progress for the function.", 409);
    if (RevisionId !== undefined && RevisionId !== this.#id)
      throw new ServiceError(
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id.",
        412,
      );
    const layers = Layers as string[];
    const { Variables: variables } = Environment as { Variables: Record<string, string> };
    if (layers.length > 5)
      throw new ServiceError("InvalidParameterValueException", "Cannot reference more than 5 layers.");
    const measured = JSON.stringify(variables);
    if (Buffer.byteLength(measured) > 4096)
      throw new ServiceError(
        "InvalidParameterValueException",
        `The environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
      );
    this.#before = this.settings;
    this.settings = { layers, variables };
    this.status = "InProgress";
    this.#fails = fails;
    this.#reads = this.slowness;
    this.#revision++;
    this.#settle();
    return this.#answer();
  }

  /** Someone else's change. */
  change(change: { readonly description?: string; readonly variables?: Record<string, string> }): void {
    this.description = change.description ?? this.description;
    this.settings = { ...this.settings, variables: { ...this.settings.variables, ...change.variables } };
    this.#revision++;
  }

  get #id(): string {
    return `revision-${this.#revision}`;
  }

  #answer(): object {
    const reason = this.status === "Failed" && { LastUpdateStatusReason: "The service could not do it." };
    return { ...this.kept, RevisionId: this.#id, LastUpdateStatus: this.status, ...reason };
  }

  /** The end of an update is a change of its own. */
  #settle(): void {
    if (this.status !== "InProgress" || this.#reads-- > 0) return;
    this.status = this.#fails ? "Failed" : "Successful";
    if (this.#fails && !this.showsFailed) this.settings = this.#before;
    this.#revision++;
  }
}
