/**
 * Whether an error wraps another one that is in no line: what failed first may be anything that the function
 * runs. Of an error that was handled no one saw the code. It may wrap another one where the handler, which
 * Lambda's client called, threw it itself, caught it and logged it.
 */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import { isForeign } from "../../core/explain/foreign-error.ts";
import { parseFrame } from "../../core/explain/stack.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import type { DistinctError } from "../model/model.ts";
import { loaderMessageOf } from "./loader-message.ts";

type Wrapper = Pick<DistinctError, "kind" | "name" | "code" | "message" | "frames" | "causes" | "told">;

export function wrapsUnknown(error: Wrapper): boolean {
  const { name, causes, told } = error;
  if (causes.length > 0 || (told !== null && told.chain.length > 0)) return false;
  return name === "AggregateError" || told?.thrown === "wrapping" || mayWrap(error);
}

/** Only a class of the function's own: what Node and V8 throw, and a plain Error, say what they mean. */
export function mayWrap(error: Wrapper): boolean {
  const { kind, name, causes, told } = error;
  if (kind !== "logged" || told !== null || causes.length > 0 || isForeign({ ...error, text: error.message }))
    return false;
  if (/^(?:Type|Reference|Syntax|Range|Assertion|Eval|URI)?Error$/.test(name)) return false;
  return missingNameOf(error) === null && loaderMessageOf(error) === null && isThrownByHandler(error);
}

/** One frame, and then those of Lambda's client. */
function isThrownByHandler({ frames }: Wrapper): boolean {
  const places = frames.flatMap((line) => parseFrame(line) ?? []);
  const first = places.findIndex(({ path }) => path.startsWith("/var/runtime/"));
  const [handler, ...others] = first === -1 ? places : places.slice(0, first);
  return (
    handler !== undefined && others.length === 0 && first !== -1 && placeInNodeModules(handler.path) === null
  );
}
