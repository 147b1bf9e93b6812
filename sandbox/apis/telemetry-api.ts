/** Telemetry API, 2022-07-01: subscriptions. */

import type { Settings } from "../contract/options.ts";
import type { Generation } from "../environment/generation.ts";
import type { PlatformLog } from "../telemetry/platform-log.ts";
import { type SubscriptionSettings, TelemetrySubscription } from "../telemetry/subscription.ts";
import { identify, living } from "./extensions-api.ts";
import { type Call, isObject, Refusal, readJson, send } from "./http.ts";
import type { Route } from "./server.ts";

const schemaVersions = ["2025-01-29", "2022-12-13", "2022-07-01"];
const eventTypes = new Set(["platform", "function", "extension"]);
const hosts = new Set(["sandbox.localdomain", "sandbox"]);
const limits = {
  maxItems: { standard: 10_000, min: 1_000, max: 10_000 },
  maxBytes: { standard: 262_144, min: 262_144, max: 1_048_576 },
  timeoutMs: { standard: 1_000, min: 25, max: 30_000 },
} as const;

/** @param listenerHost the address that sandbox.localdomain has. */
export function telemetryRoutes(
  settings: Settings,
  log: PlatformLog,
  current: () => Generation | undefined,
  listenerHost: () => string,
): Route[] {
  const subscribe = async ({ request, response }: Call): Promise<void> => {
    const generation = living(current);
    const extension = identify(generation, request);
    const body = await readJson(request);
    if (settings.telemetry === "not-supported") {
      return send(response, 202, {
        errorType: "Telemetry.NotSupported",
        errorMessage: "Telemetry API is not supported",
      });
    }
    if (!generation.telemetryOpen) throw new Refusal(403, "Telemetry.SubscriptionClosed", "the init is over");
    const { deliver } = settings.faults;
    const wanted = {
      ...parse(body, settings.mode === "managed-instances"),
      host: listenerHost(),
      ...(deliver && { deliver }),
    };
    extension.telemetry?.close();
    const subscription = new TelemetrySubscription(wanted, (records, bytes) =>
      log.logsDropped(records, bytes),
    );
    send(response, 200, '"OK"');
    // Telemetry API: what happened in this init before the subscription is delivered as well.
    for (const event of generation.initEvents) subscription.push(event);
    extension.telemetry = subscription;
    log.telemetrySubscription(extension.name, [...wanted.types]);
  };
  if (settings.telemetry === "off") return [];
  return [{ method: "PUT", path: /^\/2022-07-01\/telemetry$/, handler: subscribe }];
}

const invalid = (message: string): Refusal => new Refusal(400, "ValidationError", message);

function parse(body: unknown, managed: boolean): Omit<SubscriptionSettings, "host" | "deliver"> {
  if (!isObject(body)) throw invalid("the body is not an object");
  const { schemaVersion, types, buffering, destination } = body;
  const allowed = managed ? schemaVersions.slice(0, 1) : schemaVersions;
  if (typeof schemaVersion !== "string" || !allowed.includes(schemaVersion))
    throw invalid(`schemaVersion: one of ${allowed.join(", ")}`);
  if (!Array.isArray(types) || types.length === 0 || !types.every((type) => eventTypes.has(String(type)))) {
    throw invalid("types: some of platform, function, extension");
  }
  const bounds = isObject(buffering) ? buffering : {};
  const bounded = (name: keyof typeof limits): number => {
    const value = bounds[name] ?? limits[name].standard;
    const { min, max } = limits[name];
    if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
      throw invalid(`buffering.${name}: ${min} to ${max}`);
    return value;
  };
  return {
    schemaVersion,
    types: new Set(types.map(String)),
    maxItems: bounded("maxItems"),
    maxBytes: bounded("maxBytes"),
    timeoutMs: bounded("timeoutMs"),
    ...listener(destination, managed),
  };
}

function listener(destination: unknown, managed: boolean): { port: number; path: string } {
  if (!isObject(destination) || destination["protocol"] !== "HTTP")
    throw invalid("destination.protocol: HTTP");
  const uri = destination["URI"];
  const url = typeof uri === "string" && URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== "http:" || !hosts.has(url.hostname))
    throw invalid("destination.URI: http://sandbox.localdomain:PORT");
  // AWS's emulator for Managed Instances drops the path.
  return { port: Number(url.port || 80), path: managed ? "/" : url.pathname };
}
