/** The command lines of `outcrop attach` and `outcrop detach`, checked before anything is called. */
import { statSync } from "node:fs";
import { isLayerArn } from "../../check/inputs/shared/found.ts";
import { layerContent, layerName } from "../publish/options.ts";
import { parseOptions, UsageError } from "../shared/usage.ts";
import type { LayerRequest } from "./layer.ts";
import { AttachRecord } from "./record.ts";
import { readSelection, type Selection, selectionHelp, selectionOptions } from "./selection.ts";

const defaultRecord = "outcrop-attach.json";

export const attachHelp = `Usage: outcrop attach FUNCTION… [options]
       outcrop attach --prefix TEXT | --stack NAME | --tag KEY=VALUE | --all [options]

Gives functions Outcrop's layer and its variable, in one update each. Without --execute it is a
plan: it reads, changes nothing, and says what would change, what is skipped and why. A wrapper
that a function has runs after Outcrop's. Other layers and variables stay. Published versions and
aliases do not change. The same command again does what is still missing.

${selectionHelp}
  --execute             attach
  --layer-arn ARN       a published version. Default: the one with the built zip's content, which
                        is published where the account does not have it
  --layer-name NAME     default outcrop
  --zip FILE            default dist/outcrop-layer.zip
  --record FILE         keeps what each function was, for detach; default ${defaultRecord}
  --json                print one JSON document
  --help                this text

Examples:
  outcrop attach orders payments
  outcrop attach --prefix orders- --exclude 'orders-edge*' --execute
  outcrop attach --stack shop-prod --tag team=orders --region eu-central-1 --execute

Exit code: 0, 1 when a function failed or cannot be read, 2 for a wrong call, 3 when it could not start.
`;

export const detachHelp = `Usage: outcrop detach FUNCTION… [options]
       outcrop detach --prefix TEXT | --stack NAME | --tag KEY=VALUE | --all [options]

Takes Outcrop away from functions. Without --execute it is a plan. With the record of outcrop attach
a function gets back what it had: the order of its layers, its wrapper, an earlier version of
Outcrop. What others changed since stays. Without a record, Outcrop's layer goes in any version,
its variables go, and a chained wrapper becomes the function's wrapper again.

${selectionHelp}
  --execute             detach
  --record FILE         default ${defaultRecord}, where it is there
  --no-record           remove every trace, whatever the function had before
  --layer-name NAME     default outcrop
  --json                print one JSON document
  --help                this text

Examples:
  outcrop detach orders
  outcrop detach --all --record outcrop-attach.json --execute

Exit code: 0, 1 when a function failed or cannot be read, 2 for a wrong call, 3 when it could not start.
`;

const shared = {
  ...selectionOptions,
  execute: { type: "boolean", default: false },
  "layer-name": { type: "string", default: "outcrop" },
  record: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export const attachOptions = {
  ...shared,
  "layer-arn": { type: "string" },
  zip: { type: "string" },
} as const;

export const detachOptions = { ...shared, "no-record": { type: "boolean", default: false } } as const;

export interface Request {
  readonly selection: Selection;
  readonly execute: boolean;
  readonly json: boolean;
}

export interface AttachRequest extends Request {
  readonly layer: LayerRequest;
  readonly record: AttachRecord;
}

export interface DetachRequest extends Request {
  readonly layerName: string;
  /** Null to remove every trace. */
  readonly record: AttachRecord | null;
}

/** @throws UsageError */
export function readAttach(parameters: readonly string[]): AttachRequest {
  const { values, positionals } = parseOptions({
    args: [...parameters],
    options: attachOptions,
    allowPositionals: true,
  });
  return {
    selection: readSelection(positionals, values),
    execute: values.execute,
    json: values.json,
    layer: layerRequest(values),
    record: AttachRecord.open(recordFile(values.record)),
  };
}

/** @throws UsageError */
export function readDetach(parameters: readonly string[]): DetachRequest {
  const { values, positionals } = parseOptions({
    args: [...parameters],
    options: detachOptions,
    allowPositionals: true,
  });
  const isNamed = values.record !== undefined;
  if (isNamed && values["no-record"]) throw new UsageError("--record is there with --no-record; give one");
  const file = recordFile(values.record);
  if (isNamed && statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new UsageError(`--record: ${file} does not exist; --no-record does without`);
  return {
    selection: readSelection(positionals, values),
    execute: values.execute,
    json: values.json,
    layerName: layerName(values["layer-name"]),
    record: values["no-record"] ? null : AttachRecord.open(file),
  };
}

function recordFile(given: string | undefined): string {
  if (given === "") throw new UsageError("--record needs the name of a file");
  return given ?? defaultRecord;
}

interface GivenLayer {
  readonly "layer-arn"?: string | undefined;
  readonly "layer-name": string;
  readonly zip?: string | undefined;
}

function layerRequest({ "layer-arn": arn, "layer-name": name, zip }: GivenLayer): LayerRequest {
  if (arn === undefined) return { kind: "content", name: layerName(name), ...layerContent(zip) };
  if (zip !== undefined) throw new UsageError("--zip does nothing with --layer-arn");
  if (!isLayerArn(arn))
    throw new UsageError(
      `--layer-arn must be the ARN of a layer version, with its number, not ${arn || "empty"}`,
    );
  return { kind: "arn", arn, name: arn.split(":")[6] ?? "" };
}
