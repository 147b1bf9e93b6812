/**
 * How a streamed answer ends. Lambda's client (aws-lambda-ric 3 and 4) posts it with node:http and reports a
 * failure in the request's trailers. So the shim checks the request when the client makes it, and again when
 * the client reads its `addTrailers`. The method itself stays Node's own, and no frame of the shim is on a
 * stack. A function that answers through the addon does not stream, and the shim then ignores its requests.
 */
import { defineProperty, endsWith, fromBase64, indexOf, slice, startsWith } from "./primordials.ts";
import { unseenMicrotask } from "./unseen-microtask.ts";

/** The members that the shim reads. */
interface Request {
  readonly path: unknown;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  readonly addTrailers: unknown;
  /** The trailers as they are sent, once `addTrailers` has returned. */
  readonly _trailer?: unknown;
}

/** Node publishes to it since 22.12. */
const channelName = "http.client.request.created";
const bodyTrailer = "Lambda-Runtime-Function-Error-Body: ";

/**
 * @param failed receives the error as the client posts it, or `""` if that is not known
 * @returns ends the watch
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
      // A complete answer is the outcome, whatever its handler throws afterwards.
      const whole = request.writableEnded && (request.writableFinished || !request.destroyed);
      if (!whole) unseenMicrotask()(() => failed(bodyIn(request._trailer)));
    } catch {}
    return addTrailers;
  };
  defineProperty(request, "addTrailers", { get, configurable: true });
}

/** The body is the last trailer. Its base64 ends with the line. */
function bodyIn(trailers: unknown): string {
  const text = typeof trailers === "string" ? trailers : "";
  const at = indexOf(text, bodyTrailer);
  return at === -1 ? "" : fromBase64(slice(text, at + bodyTrailer.length));
}
