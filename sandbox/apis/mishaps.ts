/** Lets the calls that a sandbox was asked to fail come to grief. */
import type { ServerResponse } from "node:http";
import type { CallFault, Mishap, RawAnswer } from "../contract/faults.ts";

const paths: Readonly<Record<CallFault["call"], string>> = {
  register: "/2020-01-01/extension/register",
  next: "/2020-01-01/extension/event/next",
  telemetry: "/2022-07-01/telemetry",
};

export class Mishaps {
  readonly #faults: readonly CallFault[];
  readonly #calls = new Map<string, number>();

  constructor(faults: readonly CallFault[]) {
    this.#faults = faults;
  }

  /** What becomes of the call to this path, undefined for nothing. Counts it. */
  of(path: string): Mishap | undefined {
    const count = (this.#calls.get(path) ?? 0) + 1;
    this.#calls.set(path, count);
    return this.#faults.find(
      ({ call, from = 1, to = from }) => paths[call] === path && from <= count && count <= to,
    )?.becomes;
  }
}

/**
 * Resolves to whether the call still goes to its handler, whose answer is then changed as the mishap has it.
 */
export async function befall(mishap: Mishap, response: ServerResponse): Promise<boolean> {
  const { socket } = response;
  switch (mishap.kind) {
    case "answer":
      response.writeHead(mishap.status, { "Content-Type": "application/json" }).end(mishap.body);
      return false;
    case "bytes":
      socket?.end(mishap.bytes);
      return false;
    case "reset":
      socket?.resetAndDestroy();
      return false;
    case "silence":
      return false;
    case "late":
      await new Promise((resolve) => setTimeout(resolve, mishap.ms));
      return true;
    case "body":
      changeBody(response, mishap.change);
      return true;
    case "cut":
      cutAnswer(response, mishap.part);
      return true;
    case "bytes-for":
      onAnswer(response, (_, headers, body, { socket }) => {
        const pieces = piecesOf(
          mishap.answer(body, String(headers["Lambda-Extension-Identifier"] ?? "")),
          mishap.trickle === true,
        );
        for (const piece of pieces.bytes) socket?.write(piece);
        if (!pieces.isKept) socket?.end();
      });
      return true;
  }
}

function piecesOf(
  { bytes, isKept }: RawAnswer,
  trickle: boolean,
): { bytes: readonly Buffer[]; isKept: boolean } {
  return { bytes: trickle ? [...bytes].map((byte) => Buffer.from([byte])) : [bytes], isKept };
}

function changeBody(response: ServerResponse, change: (body: string) => string): void {
  onAnswer(response, (status, headers, body, answer) => {
    const changed = change(body);
    answer.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(changed) }).end(changed);
  });
}

function cutAnswer(response: ServerResponse, part: "nothing" | "half"): void {
  onAnswer(response, (status, headers, body, answer) => {
    const { socket } = answer;
    if (part === "nothing") return socket?.resetAndDestroy();
    answer.writeHead(status, headers);
    answer.write(body.slice(0, body.length / 2), () => socket?.resetAndDestroy());
  });
}

type Head = Readonly<Record<string, string | number>>;

/** Handlers answer with one `writeHead` and one `end`. */
function onAnswer(
  response: ServerResponse,
  act: (status: number, headers: Head, body: string, answer: ServerResponse) => void,
): void {
  const [writeHead, end] = [response.writeHead, response.end];
  let head: readonly [number, Head] = [200, {}];
  response.writeHead = ((status: number, headers: Head) => {
    head = [status, headers];
    return response;
  }) as typeof writeHead;
  response.end = ((body: string) => {
    Object.assign(response, { writeHead, end });
    act(...head, body, response);
    return response;
  }) as typeof end;
}
