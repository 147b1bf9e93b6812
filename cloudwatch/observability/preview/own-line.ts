import type { Document } from "../../../core/telemetry/documents.ts";
import type { OwnLine } from "../../preview/collect.ts";
import { textOf } from "../../preview/document.ts";

/** Lambda's are shorter. */
const maxRequestId = 64;

/** What a line from Outcrop says about an invocation; null for any other document. */
export function ownLineOf(document: Document): OwnLine | null {
  const type = textOf(document["outcrop"]);
  if (type === null) return null;
  const requestId = textOf(document["request_id"]);
  if (type !== "invocation" || requestId === null || requestId.length > maxRequestId)
    return { requestId: null, failed: false };
  return { requestId, failed: document["failed"] === true };
}
