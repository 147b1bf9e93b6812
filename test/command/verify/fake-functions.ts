/** Lambda's part of the account: it runs functions in the local Lambda, and what they print is in log groups. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../../sandbox/index.ts";
import { unpack } from "../../../sandbox/roots/unpack.ts";
import { ServiceError } from "../aws/protocols.ts";

interface CreateInput {
  readonly FunctionName: string;
  readonly Role: string;
  readonly Code: { readonly ZipFile: string };
  readonly Layers: readonly string[];
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly Environment: { readonly Variables: Record<string, string> };
  readonly LoggingConfig: { readonly LogFormat: "Text" | "JSON"; readonly ApplicationLogLevel?: "ERROR" };
}

interface Running {
  readonly input: CreateInput;
  sandbox: Promise<Sandbox> | null;
}

export class FakeFunctions {
  readonly functions = new Map<string, Running>();
  readonly layers = new Map<string, Buffer>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  publish(name: string, zip: string): object {
    const version = [...this.layers.keys()].filter((key) => key.startsWith(`${name}:`)).length + 1;
    this.layers.set(`${name}:${version}`, Buffer.from(zip, "base64"));
    return {
      LayerVersionArn: `arn:aws:lambda:eu-central-1:111122223333:layer:${name}:${version}`,
      Version: version,
    };
  }

  create(input: CreateInput): object {
    if (this.functions.has(input.FunctionName))
      throw new ServiceError("ResourceConflictException", "Function already exist", 409);
    if (input.LoggingConfig.LogFormat === "Text" && input.LoggingConfig.ApplicationLogLevel !== undefined)
      throw new ServiceError("InvalidParameterValueException", "Log level needs the JSON format");
    this.functions.set(input.FunctionName, { input, sandbox: null });
    return { FunctionName: input.FunctionName, State: "Pending" };
  }

  async invoke(name: string): Promise<{ payload: string; error: string | null }> {
    const running = this.#of(name);
    running.sandbox ??= this.#start(running.input);
    const { ok, payload } = await (await running.sandbox).invoke({});
    return { payload: JSON.stringify(payload), error: ok ? null : "Unhandled" };
  }

  /** The events of the function's log stream until now. */
  async stream(name: string): Promise<readonly { timestamp: number; message: string }[]> {
    const running = this.functions.get(name);
    return running?.sandbox == null ? [] : (await running.sandbox).logs().stream;
  }

  async remove(name: string): Promise<void> {
    const { sandbox } = this.#of(name);
    this.functions.delete(name);
    await (await sandbox)?.shutdown();
  }

  async stop(): Promise<void> {
    for (const name of [...this.functions.keys()]) await this.remove(name);
  }

  #of(name: string): Running {
    const running = this.functions.get(name);
    if (running === undefined) throw new ServiceError("ResourceNotFoundException", "Function not found", 404);
    return running;
  }

  async #start({ Code, Layers, MemorySize, Timeout, Environment, LoggingConfig, FunctionName }: CreateInput) {
    const folder = mkdtempSync(join(this.#folder, "function-"));
    const save = (name: string, zip: Buffer): string => {
      writeFileSync(join(folder, name), zip);
      return join(folder, name);
    };
    const task = join(folder, "task");
    await unpack(save("function.zip", Buffer.from(Code.ZipFile, "base64")), task);
    const layers = Layers.map((arn, place) => {
      const zip = this.layers.get(arn.split(":layer:")[1] ?? "");
      if (zip === undefined) throw new ServiceError("InvalidParameterValueException", `no layer ${arn}`);
      return save(`layer-${place}.zip`, zip);
    });
    return startSandbox({
      task,
      layers,
      functionName: FunctionName,
      env: Environment.Variables,
      memoryMb: MemorySize,
      timeoutMs: Timeout * 1000,
      logFormat: LoggingConfig.LogFormat,
      ...(LoggingConfig.ApplicationLogLevel !== undefined && { logLevel: LoggingConfig.ApplicationLogLevel }),
    });
  }
}
