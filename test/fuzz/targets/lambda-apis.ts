/** What Lambda's APIs send: answers and events of the Extensions API, and batches of platform telemetry. */
import { eventOf } from "../../../extension/extensions-api.ts";
import { type Answer, HttpAnswer, parseObject } from "../../../extension/http-answer.ts";
import { launchedRegistration } from "../../../extension/registration.ts";
import { dispatchBatch } from "../../../extension/telemetry-batch.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

/** So much of an answer is also read byte by byte. */
const headBytes = 512;

/** A whole HTTP answer, as `register` and `next` may be answered with. */
export const extensionsApi: Target = {
  name: "extensions-api",
  share: 0.05,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words(
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 100 Continue\r\n\r\n",
      "Content-Length: 2\r\n",
      "Transfer-Encoding: chunked\r\n",
      "\r\n0\r\n\r\n",
      "\r\n\r\n",
      "\r\n",
      ": ",
      "Lambda-Extension-Identifier",
      '"eventType":"INVOKE"',
      '"SHUTDOWN"',
    ),
    ...words('"requestId":', '"deadlineMs":', '"functionName":', '"toString":1'),
  ],
  // Its head is read once more byte by byte, each a step of its own.
  operations: { base: 10_000, perByte: 5 },
  size: { base: 1_000, perByte: 20 },
  run(input) {
    const text = decoder.decode(input);
    const answer = answerIn([Buffer.from(input)]);
    // However it is cut.
    const head = Buffer.from(input.subarray(0, headBytes));
    const bytes = [...head].map((byte) => Buffer.from([byte]));
    if (JSON.stringify(answerIn(bytes)) !== JSON.stringify(answerIn([head])))
      throw new Error("another answer byte by byte");
    const identifier = answer?.header("lambda-extension-identifier") ?? "";
    if (identifier.includes("\n")) throw new Error("an identifier of more than one line");
    const body = text.slice(text.indexOf("\r\n\r\n") + 4);
    const launched = launchedRegistration([identifier, "1", "2", body]);
    if (typeof launched?.functionName !== "string" || typeof launched.functionVersion !== "string")
      throw new Error("a name that is not text");
    return sizeOf([identifier, launched.functionName, [answer?.body, parseObject(body)].map(eventIn)]);
  },
};

function answerIn(pieces: readonly Buffer[]): Answer | null {
  const answer = new HttpAnswer();
  for (const piece of pieces) if (answer.push(piece)) break;
  return answer.read();
}

function eventIn(body: Readonly<Record<string, unknown>> | undefined): unknown {
  const event = body === undefined ? null : eventOf(body);
  if (event === null) return null;
  const words = event.eventType === "INVOKE" ? event.requestId : event.shutdownReason;
  if (typeof words !== "string" || typeof event.deadlineMs !== "number")
    throw new Error("an event with a member of another type");
  return event;
}

/** The body of one POST. */
export const telemetry: Target = {
  name: "telemetry",
  share: 0.05,
  maxBytes: 16_384,
  words: [
    ...json,
    ...words(
      '{"type":"platform.runtimeDone","record":{',
      '"platform.report"',
      '"requestId":"',
      '"status":"success"',
      "},",
    ),
  ],
  operations: { base: 5_000, perByte: 5 },
  size: { base: 100, perByte: 4 },
  run(input) {
    const told: unknown[] = [];
    const tell = (event: { readonly requestId: string; readonly status: string }): void => {
      if (typeof event.requestId !== "string" || typeof event.status !== "string")
        throw new Error("a report without its text");
      told.push(event);
    };
    dispatchBatch(Buffer.from(input), { runtimeDone: tell, report: tell });
    return sizeOf(told);
  },
};
