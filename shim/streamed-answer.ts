/**
 * How a streamed answer ends. Lambda's client (aws-lambda-ric 3 and 4) posts it by node:http and tells a
 * failure in the request's trailers. So the request is looked at when the client makes it, and again when the
 * client asks it for `addTrailers`: the method itself stays Node's own, and no frame of ours is on a stack. A
 * function that answers through the addon does not stream, and its requests are left alone from then on.
 */
import { defineProperty, endsWith, fromBase64, indexOf, slice, startsWith } from "./primordials.ts";
import { unseenMicrotask } from "./unseen-microtask.ts";

/** Only what is looked at. */
interface Request {
  readonly path: unknown;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  readonly addTrailers: unknown;
  /** As they are sent, from when `addTrailers` has returned. */
  readonly _trailer?: unknown;
}

/** Published by Node since 22.12. */
const channelName = "http.client.request.created";
const bodyTrailer = "Lambda-Runtime-Function-Error-Body: ";

/**
 * @param failed is given the error as the client posts it, `""` where that is not known. Returns what ends
 *   the watch.
 */
export function watchStreamedAnswers(failed: (body: string) => void): () => void {
  try {
    const { subscribe, unsubscribe } = process.getBuiltinModule("node:diagnostics_channel");
    const created = (message: unknown): void => {
      try {
        const { request } = message as { readonly request: Request };
        const { path } = request;
        if (
          typeof path === "string" &&
          startsWith(path, "/2018-06-01/runtime/invocation/") &&
          endsWith(path, "/response")
        )
          watch(request, failed);
      } catch {}
    };
    subscribe(channelName, created);
    return () => unsubscribe(channelName, created);
  } catch {
    return () => {};
  }
}

function watch(request: Request, failed: (body: string) => void): void {
  const { addTrailers } = request;
  const get = (): unknown => {
    try {
      // An answer that is whole is the outcome, whatever its handler throws after.
      const whole = request.writableEnded && (request.writableFinished || !request.destroyed);
      if (!whole) unseenMicrotask()(() => failed(bodyIn(request._trailer)));
    } catch {}
    return addTrailers;
  };
  defineProperty(request, "addTrailers", { get, configurable: true });
}

/** It is the last of the trailers; base64 ends where the line does. */
function bodyIn(trailers: unknown): string {
  const text = typeof trailers === "string" ? trailers : "";
  const at = indexOf(text, bodyTrailer);
  return at === -1 ? "" : fromBase64(slice(text, at + bodyTrailer.length));
}
