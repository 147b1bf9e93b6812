/** One line of the timeline each. */
import type { DistinctError } from "../model/model.ts";
import type { Cause } from "./analysis.ts";
import { countOf } from "./words.ts";

export const entryText = {
  errorFirst: (error: DistinctError): string => `${errorName(error)} for the first time${where(error)}`,
  errorLast: (error: DistinctError): string =>
    `${errorName(error)} for the last of ${countOf(error.count, "time")}${where(error)}`,
  findingFirst: ({ code, package: name, severity }: Cause): string =>
    `${code} of ${name} (${severity}) is first seen`,
  findingLast: ({ code, package: name }: Cause): string =>
    `An environment with ${code} of ${name} is seen for the last time`,
  version: (functionName: string, version: string, before: string): string =>
    `${functionName} runs as version ${version}, after ${before}`,
  runtime: (functionName: string, arn: string, before: string): string =>
    `${functionName} runs on another managed runtime: ${arn} after ${before}`,
  fingerprint: (functionName: string, fingerprint: string, copies: number): string =>
    `${functionName} loads ${countOf(copies, "copy", "copies")}: fingerprint ${fingerprint} is first seen`,
};

export function errorName({ name, code }: Pick<DistinctError, "name" | "code">): string {
  return code === null ? name : `${name} ${code}`;
}

function where({ functionName }: DistinctError): string {
  return functionName === null ? "" : ` in ${functionName}`;
}
