import { functionErrorOf } from "../../../incident/model/function-error.ts";
import { outcropDocumentOf } from "../../../incident/read/documents.ts";
import { platformRecordOf } from "../../../incident/read/platform.ts";

/** Does an incident take anything from this message? As in IncidentBuilder. */
export function tellsSomething(message: string): boolean {
  const record = platformRecordOf(message);
  if (record?.type === "start" || record?.type === "end") return false;
  return record !== null || outcropDocumentOf(message) !== null || functionErrorOf(message) !== null || message.includes('"outcrop":"');
}
