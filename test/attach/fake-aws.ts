/**
 * `aws` for the tests of docs/attach/cli: one function's configuration in a file, read and replaced as Lambda
 * does it, and a record of every call. The shapes and the errors' wording are the CLI's own.
 */
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What GetFunctionConfiguration answers, as far as it is looked at. */
export interface Configuration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime?: string;
  readonly PackageType: "Zip" | "Image";
  readonly RevisionId: string;
  readonly MemorySize: number;
  readonly Layers?: readonly { readonly Arn: string; readonly CodeSize: number }[];
  readonly Environment?: {
    readonly Variables?: Readonly<Record<string, string>>;
    readonly Error?: { readonly ErrorCode: string; readonly Message: string };
  };
}

export interface State {
  readonly configuration: Configuration;
  /** The answer to the subcommand is this error. */
  readonly failures?: Readonly<Record<string, string>>;
  /** Someone else changes the function after it was read. */
  readonly raced?: boolean;
}

export interface Call {
  readonly argv: readonly string[];
  /** What --cli-input-json named, with the file's mode. */
  readonly input?: { readonly mode: number; readonly document: Update };
}

export interface Update {
  readonly FunctionName: string;
  readonly RevisionId: string;
  readonly Layers: readonly string[];
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

const folder = process.env["FAKE_AWS"];
if (folder !== undefined) answer(folder, process.argv.slice(2));

function answer(folder: string, argv: readonly string[]): void {
  const statePath = join(folder, "state.json");
  const state = JSON.parse(readFileSync(statePath, "utf8")) as State;
  const { configuration } = state;
  const [service, command, ...rest] = argv;
  const named = command === "wait" ? `wait ${rest[0]}` : `${command}`;
  const call: Call = { argv, ...input(rest) };
  appendFileSync(join(folder, "calls.jsonl"), `${JSON.stringify(call)}\n`);
  const failure = state.failures?.[named];
  if (service !== "lambda" || failure !== undefined) {
    fail(failure ?? "aws: error: argument command: Invalid choice");
    return;
  }
  switch (named) {
    case "wait function-updated":
      return;
    case "get-function-configuration": {
      process.stdout.write(`${JSON.stringify(configuration, null, 4)}\n`);
      if (state.raced)
        write(statePath, { ...state, configuration: { ...configuration, RevisionId: "somebody-else's" } });
      return;
    }
    case "update-function-configuration": {
      const update = call.input?.document;
      if (update === undefined) {
        fail("aws: error: the following arguments are required: --function-name");
        return;
      }
      if (update.RevisionId !== configuration.RevisionId) {
        fail(
          operationError(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id.",
          ),
        );
        return;
      }
      // Layers and variables are replaced as a whole; what is empty is left out of later answers.
      const { Layers: _, Environment: __, ...others } = configuration;
      const next: Configuration = {
        ...others,
        RevisionId: `${configuration.RevisionId}+`,
        ...(update.Layers.length > 0 && { Layers: update.Layers.map((Arn) => ({ Arn, CodeSize: 1 })) }),
        ...(Object.keys(update.Environment.Variables).length > 0 && {
          Environment: { Variables: update.Environment.Variables },
        }),
      };
      write(statePath, { ...state, configuration: next });
      process.stdout.write(`${JSON.stringify(next, null, 4)}\n`);
      return;
    }
    default:
      fail(`aws: error: argument operation: Invalid choice: ${named}`);
  }

  function operationError(code: string, message: string): string {
    return `An error occurred (${code}) when calling the UpdateFunctionConfiguration operation: ${message}`;
  }
}

function input(argv: readonly string[]): Pick<Call, "input"> {
  const path = argv[argv.indexOf("--cli-input-json") + 1]?.replace(/^file:\/\//, "");
  if (!argv.includes("--cli-input-json") || path === undefined) return {};
  return {
    input: { mode: statSync(path).mode & 0o777, document: JSON.parse(readFileSync(path, "utf8")) as Update },
  };
}

function write(path: string, state: State): void {
  writeFileSync(path, JSON.stringify(state));
}

function fail(message: string): void {
  process.stderr.write(`\n${message}\n`);
  process.exitCode = 254;
}
