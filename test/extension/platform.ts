/** The fake platform that the extension of one test runs on, and the events that it sends. */
import { afterEach } from "vitest";
import { type Answer, LambdaApi } from "../support/lambda-api.ts";

export const invoke = (requestId: string) => ({
  eventType: "INVOKE",
  requestId,
  deadlineMs: Date.now() + 60_000,
  invokedFunctionArn: "arn",
});
export const shutdown = () => ({
  eventType: "SHUTDOWN",
  shutdownReason: "SPINDOWN",
  // It is set before the extension starts, which may take a while on a busy machine.
  deadlineMs: Date.now() + 60_000,
});

export let api: LambdaApi;
export const start = async (answer?: Answer): Promise<LambdaApi> => {
  api = await LambdaApi.start(answer);
  return api;
};
afterEach(() => api.stop());

/** How long the platform may keep an event, as the extension subscribed. */
export const bufferedMs = (): unknown =>
  JSON.parse(api.requests.find(({ path }) => path.endsWith("/telemetry"))?.body ?? "").buffering.timeoutMs;
