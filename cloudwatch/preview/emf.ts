/**
 * Embedded metric format: the metrics a log event declares. CloudWatch's specification is followed to the
 * letter, since a document that breaks it is kept as a log line and gives no metrics:
 * "Specification: Embedded metric format" in the user guide of CloudWatch.
 */
import type { Document } from "../../core/telemetry/documents.ts";
import type { Dimensions } from "../metric-math/metric.ts";
import { isObject } from "./document.ts";

export interface Declared {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string | null;
  readonly dimensionSets: readonly Dimensions[];
  readonly values: readonly number[];
}

export interface EmfDocument {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly metrics: readonly Declared[];
}

/** Why a document that looks like EMF is invalid. */
export class EmfError extends Error {
  override readonly name = "EmfError";
}

const limits = {
  name: 1024,
  dimensionKey: 250,
  dimensionValue: 1024,
  dimensions: 30,
  metrics: 100,
  values: 100,
  directives: 100,
};

/** Null where the object means to be no EMF at all. @throws EmfError */
export function readEmf(document: Document): EmfDocument | null {
  if (!("_aws" in document)) return null;
  const metadata = document["_aws"];
  if (!isObject(metadata)) throw new EmfError("_aws is not an object");
  if (metadata["CloudWatchMetrics"] === undefined) return null;
  const timestamp = metadata["Timestamp"];
  if (!Number.isSafeInteger(timestamp) || Math.abs(timestamp as number) > 8.64e15)
    throw new EmfError("_aws.Timestamp is not a time in milliseconds");
  const directives = listOf(metadata["CloudWatchMetrics"], "_aws.CloudWatchMetrics", limits.directives);
  return {
    timestamp: timestamp as number,
    metrics: directives.flatMap((directive) => declaredBy(directive, document)),
  };
}

function declaredBy(directive: unknown, document: Document): Declared[] {
  if (!isObject(directive)) throw new EmfError("a directive is not an object");
  const namespace = nameOf(directive["Namespace"], "Namespace");
  const sets = listOf(directive["Dimensions"], "Dimensions", Number.POSITIVE_INFINITY);
  if (sets.length === 0) throw new EmfError("Dimensions is empty");
  const dimensionSets = sets.map((set) => dimensionsOf(set, document));
  return listOf(directive["Metrics"], "Metrics", limits.metrics).map((metric) => {
    if (!isObject(metric)) throw new EmfError("a metric is not an object");
    const name = nameOf(metric["Name"], "Name");
    const unit = metric["Unit"];
    return {
      namespace,
      name,
      unit: typeof unit === "string" && unit !== "None" ? unit : null,
      dimensionSets,
      values: valuesOf(name, document),
    };
  });
}

function dimensionsOf(set: unknown, document: Document): Dimensions {
  const entries = listOf(set, "a dimension set", limits.dimensions).map((key): [string, string] => {
    if (typeof key !== "string" || key.length < 1 || key.length > limits.dimensionKey)
      throw new EmfError("a dimension has no name");
    const value = Object.hasOwn(document, key) ? document[key] : undefined;
    if (typeof value !== "string" || value.length < 1 || value.length > limits.dimensionValue)
      throw new EmfError(`dimension ${key} is not a text at the root`);
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function valuesOf(name: string, document: Document): number[] {
  const value = Object.hasOwn(document, name) ? document[name] : undefined;
  const values = Array.isArray(value) ? value : [value];
  if (values.length > limits.values)
    throw new EmfError(`metric ${name} has more than ${limits.values} values`);
  for (const each of values)
    if (typeof each !== "number" || !Number.isFinite(each))
      throw new EmfError(`metric ${name} is not a number at the root`);
  return values as number[];
}

function nameOf(value: unknown, what: string): string {
  if (typeof value !== "string" || value.length < 1 || value.length > limits.name)
    throw new EmfError(`${what} is not a text of 1 to ${limits.name} characters`);
  return value;
}

function listOf(value: unknown, what: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw new EmfError(`${what} is not a list`);
  if (value.length > most) throw new EmfError(`${what} has more than ${most} members`);
  return value;
}
