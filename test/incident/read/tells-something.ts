import { outcropDocumentOf } from "../../../core/telemetry/documents.ts";
import { platformRecordOf } from "../../../core/telemetry/platform.ts";
import { functionErrorOf, hasErrorSign } from "../../../incident/model/function-error.ts";

/** Does an incident take anything from this message? As in IncidentBuilder. */
export function tellsSomething(message: string): boolean {
  const record = platformRecordOf(message);
  if (record?.type === "start" || record?.type === "end") return false;
  return (
    record !== null ||
    outcropDocumentOf(message) !== null ||
    functionErrorOf(message) !== null ||
    // It may be a line of a stack.
    hasErrorSign(message) ||
    message.includes('"outcrop":"')
  );
}
