import { type Document, documentsOf } from "../../core/telemetry/documents.ts";

/**
 * The document of an event as CloudWatch Logs takes it: the outermost one. Deeper ones, in Lambda's JSON
 * log format, is neither EMF nor what a rule of Contributor Insights matches.
 */
export function documentOf(message: string): Document | null {
  return documentsOf(message).next().value ?? null;
}

export function isObject(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
