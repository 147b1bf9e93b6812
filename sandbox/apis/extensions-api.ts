/** Extensions API, 2020-01-01. Error types are those of AWS's published emulator. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Settings } from "../contract/options.ts";
import { Extension, type ExtensionEvent, type Fault, type Generation } from "../environment/generation.ts";
import type { PlatformLog } from "../telemetry/platform-log.ts";
import { type Call, header, isObject, Refusal, readChunks, readJson, send } from "./http.ts";
import type { Route } from "./server.ts";

const base = "^/2020-01-01/extension";
const maxExtensions = 10;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function extensionRoutes(
  settings: Settings,
  log: PlatformLog,
  current: () => Generation | undefined,
): Route[] {
  const register = async ({ request, response }: Call): Promise<void> => {
    const generation = living(current);
    const name = header(request, "lambda-extension-name");
    if (!name) throw refused("InvalidExtensionName", "the Lambda-Extension-Name header is empty");
    const body = await readJson(request);
    const events = requestedEvents(isObject(body) ? body["events"] : undefined);
    if (!generation.registrationOpen)
      throw refused("RegistrationClosed", "the runtime has asked for an invocation");
    const isExternal = generation.launched.has(name);
    checkEvents(events, isExternal, settings.mode === "managed-instances");
    if ([...generation.extensions.values()].some((other) => other.name === name)) {
      throw refused("InvalidExtensionState", `${name} is registered already`);
    }
    if (generation.extensions.size >= maxExtensions) {
      const message = `more than ${maxExtensions} extensions`;
      generation.fail({ from: "extension", errorType: "Extension.TooManyExtensions", errorMessage: message });
      throw refused("TooManyExtensions", message);
    }
    const extension = new Extension(randomUUID(), name, isExternal, events);
    generation.extensions.set(extension.id, extension);
    const { functionName, functionVersion, handler, accountId } = settings;
    const features = header(request, "lambda-extension-accept-feature") ?? "";
    const account = features.split(",").some((feature) => feature.trim() === "accountId")
      ? { accountId }
      : {};
    send(
      response,
      200,
      { functionName, functionVersion, handler, ...account },
      { "Lambda-Extension-Identifier": extension.id },
    );
    generation.registered.get(name)?.resolve();
  };

  const next = ({ request, response }: Call): void => {
    const extension = identify(living(current), request);
    if (extension.poll.isWaiting) throw refused("InvalidExtensionState", "this extension is waiting already");
    const takeBack = extension.poll.ask((message) => send(response, 200, message.body, message.headers));
    response.once("close", takeBack);
  };

  const fail = async (
    { request, response }: Call,
    errorType: "Extension.InitError" | "Extension.ExitError",
  ): Promise<void> => {
    const generation = living(current);
    const extension = identify(generation, request);
    const type = header(request, "lambda-extension-function-error-type");
    if (!type) throw refused("MissingHeader", "the Lambda-Extension-Function-Error-Type header is missing");
    await readChunks(request, 1 << 20);
    extension.failed = true;
    log.extension(
      extension.name,
      errorType === "Extension.InitError" ? "InitError" : "ExitError",
      [...extension.events],
      type,
    );
    send(response, 202, { status: "OK" });
    const fault: Fault = { from: "extension", errorType, errorMessage: `${extension.name}: ${type}` };
    generation.fail(fault);
  };

  return [
    { method: "POST", path: new RegExp(`${base}/register$`), handler: register },
    { method: "GET", path: new RegExp(`${base}/event/next$`), handler: next },
    {
      method: "POST",
      path: new RegExp(`${base}/init/error$`),
      handler: (call) => fail(call, "Extension.InitError"),
    },
    {
      method: "POST",
      path: new RegExp(`${base}/exit/error$`),
      handler: (call) => fail(call, "Extension.ExitError"),
    },
  ];
}

/** @throws Refusal when the identifier is missing, malformed, unknown, or of an extension that has failed. */
export function identify(generation: Generation, request: IncomingMessage): Extension {
  const id = header(request, "lambda-extension-identifier");
  if (!id) throw refused("MissingExtensionIdentifier", "the Lambda-Extension-Identifier header is missing");
  if (!uuid.test(id)) throw refused("InvalidExtensionIdentifier", `${id} is not a UUID`);
  const extension = generation.extensions.get(id);
  if (!extension) throw refused("UnknownExtensionIdentifier", `no extension has ${id}`);
  if (extension.failed) throw refused("InvalidExtensionState", `${extension.name} has failed`);
  return extension;
}

export function living(current: () => Generation | undefined): Generation {
  const generation = current();
  if (!generation) throw refused("InvalidExtensionState", "no environment lives");
  return generation;
}

const refused = (type: string, message: string): Refusal => new Refusal(403, `Extension.${type}`, message);

function requestedEvents(value: unknown): ReadonlySet<ExtensionEvent> {
  if (value === undefined || value === null) return new Set();
  if (!Array.isArray(value)) throw new Refusal(403, "InvalidRequestFormat", "events is not an array");
  for (const event of value) {
    if (event !== "INVOKE" && event !== "SHUTDOWN")
      throw refused("InvalidEventType", `there is no event ${String(event)}`);
  }
  return new Set(value as ExtensionEvent[]);
}

/**
 * External: INVOKE and SHUTDOWN; internal: INVOKE. On Managed Instances external: SHUTDOWN; internal: none.
 */
function checkEvents(events: ReadonlySet<ExtensionEvent>, isExternal: boolean, managed: boolean): void {
  if (events.has("SHUTDOWN") && !isExternal)
    throw refused("InvalidEventType", "SHUTDOWN is for external extensions");
  if (events.has("INVOKE") && managed)
    throw refused("InvalidEventType", "there is no INVOKE on Managed Instances");
}
