import type { Document } from "../../../core/telemetry/documents.ts";
import type { OwnLine, Sight } from "../../preview/collect.ts";
import { textOf } from "../../preview/document.ts";

/** Lambda's are shorter. */
const maxRequestId = 64;
/** Anyone can write a line: more have no place in the minutes of one. */
const maxFurther = 1_000_000;

/** What a line from Outcrop says about an invocation or an init; null for any other document. */
export function ownLineOf(document: Document): OwnLine | null {
  const type = textOf(document["outcrop"]);
  if (type === null) return null;
  const sight = sightOf(type, document);
  const further = document["FurtherInvocations"];
  const requestId = textOf(document["request_id"]);
  if (type !== "invocation" || requestId === null || requestId.length > maxRequestId)
    return { requestId: null, failed: false, sight, further: 0 };
  return {
    requestId,
    failed: document["failed"] === true,
    sight,
    further: Number.isSafeInteger(further) ? Math.min(Math.max(0, further as number), maxFurther) : 0,
  };
}

function sightOf(type: string, document: Document): Sight | null {
  switch (type) {
    case "invocation":
      return document["ended_by"] === "unobserved" ? "unobserved" : "observed";
    // What is inside a bundle has no findings, and without a shim there are none.
    case "environment":
      if (document["coverage"] === "none") return "unobserved";
      return document["coverage"] === "bundled" ? "partly" : document["coverage"] === "full" ? "whole" : null;
    case "failure":
      return document["phase"] === "init" ? "init-failed" : null;
    // An init that ends by an exit or at its time limit has no failure line.
    case "shutdown":
      return typeof document["InitFailures"] === "number" ? "init-failed" : null;
    default:
      return null;
  }
}
