/** Exported logs, in any shape, and what their messages claim. */

import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { IncidentBuilder } from "../../../incident/model/build.ts";
import { LogReader } from "../../../incident/read/log-reader.ts";
import { Problems } from "../../../incident/read/problems.ts";
import { tellsSomething } from "../../incident/read/tells-something.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

interface Read {
  readonly events: readonly LogEvent[];
  readonly problems: readonly unknown[];
}

function read(input: Uint8Array, cut: number, wanted: "all" | "relevant"): Read {
  const problems: unknown[] = [];
  const collected = new Problems("f", (problem) => problems.push(problem));
  const reader = new LogReader({ file: "f", wanted, problems: collected });
  const bytes = Buffer.from(input);
  const events = [
    ...reader.push(bytes.subarray(0, cut)),
    ...reader.push(bytes.subarray(cut)),
    ...reader.end(),
  ];
  collected.end();
  return { events, problems };
}

/**
 * Each input is read three times. `unwrap` looks at a byte about 20 times, in a short text up to 40 times, with
 * four operations each time.
 */
const searched = { base: 20_000, perByte: 500 };

/** A file: it gives the same in two pieces, and nothing with news is left out as irrelevant. */
export const logShapes: Target = {
  name: "log-shapes",
  share: 0.03,
  maxBytes: 4_096,
  words: [
    ...json,
    ...words(
      '{"events":[',
      '"message":"',
      '"timestamp":1773457923000',
      '"logStreamName":"s"',
      '"logEvents":[',
      '"@message"',
      '"results":[[',
    ),
    ...words(
      "@timestamp,@message\n",
      '"records":[{"data":"',
      '{"awslogs":{"data":"',
      "EVENTS\t",
      "2026-03-14T03:12:03.000Z ",
      "\n",
    ),
    ...words(
      '{"outcrop":"finding"}',
      "REPORT RequestId: ",
      "\tERROR\t",
      "1773457923000\t",
      "+00:00 stream ",
      "\u001b[32m",
      "None",
    ),
  ],
  operations: searched,
  size: { base: 2_000, perByte: 200 },
  run: readTwice,
};

/** The same for what other tools put around a log: strings in strings, lists for people, tables, CSV. */
export const wrappedLogs: Target = {
  name: "wrapped-logs",
  share: 0.03,
  maxBytes: 4_096,
  words: [
    ...json,
    ...words(
      '{"log":"{\\"outcrop\\":\\"finding\\"}"}',
      '\\\\\\"outcrop\\\\\\":',
      '{""outcrop"":""finding""}',
      '"level":"ERROR"',
      '"_source":{"@message":"',
      '"values":[["1773457923000000000","',
    ),
    ...words(
      "- message: '",
      '- message: "',
      "\n  timestamp: 1773457923000",
      "\n\n    '",
      "\\\n    \\ ",
      "Message : ",
    ),
    ...words("||  ", "  |  ", "> ", "```\n", "_time,_raw\n", "|", '"=>"', "[0] tag: [[1773457923.000, {}], "),
    ...words(
      "REPORT RequestId: 8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d\tDuration: 1.00 ms",
      "2026-03-14T03:12:03.000Z\t8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d\tERROR\tInvoke Error \t{",
      "2026/03/14/[7]0ccd38917e267cb50ccd38917e267cb5 ",
      "H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==",
      "\u001b[32m",
      "/aws/lambda/orders ",
      " stdout F ",
    ),
  ],
  operations: searched,
  size: { base: 4_000, perByte: 400 },
  run: readTwice,
};

function readTwice(input: Uint8Array): number {
  const whole = read(input, 0, "all");
  const pieces = read(input, (input[0] ?? 0) % (input.length + 1), "all");
  if (JSON.stringify(pieces) !== JSON.stringify(whole))
    throw new Error("differs when it comes in two pieces");
  if (telling(read(input, 0, "relevant")) !== telling(whole))
    throw new Error("a line that says something is left out as irrelevant");
  return sizeOf(whole);
}

/** Of a broken document on many lines, the relevant part may begin at a later line. */
function telling({ events }: Read): string {
  const messages = events.map(({ message }) => message).filter(tellsSomething);
  return JSON.stringify(
    messages.map((message) => {
      const lines = message
        .split("\n")
        .filter(tellsSomething)
        .map((line) => line.trim());
      return lines.length > 0 ? lines : message;
    }),
  );
}

const stream = "2026/03/14/[7]00000000000000000000000000000000";
const firstEvent = 1_773_457_923_000;

/** Each input line is one event's message. */
export const incidentLines: Target = {
  name: "incident-lines",
  share: 0.05,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words(
      '{"outcrop":"finding",',
      '"schema":1,',
      '"environment":"d6127676ddbd805c",',
      '"function_name":"f","function_version":"7",',
      "\n",
    ),
    ...words(
      '"code":"shadowed-package",',
      '"severity":"error",',
      '"package":"zod",',
      '"winner_path":"/var/task/node_modules/zod",',
      "}",
    ),
    ...words(
      '{"outcrop":"invocation",',
      '"request_id":"r",',
      '"fingerprint":"0123456789abcdef",',
      '"failed":true,',
      '"evidence":"{}",',
    ),
    ...words(
      '{"outcrop":"inventory",',
      '"copies":"zod@4.0.0 function 1, ms layer:a/ 2 by="',
      '{"outcrop":"resolution",',
      '"root":"function",',
      '"path":"/var/task",',
      '"how":"require",',
      '{"outcrop":"failure",',
      '"frames":"at f (/x:1:1)"',
    ),
    ...words(
      "REPORT RequestId: 8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d\t",
      "Status: timeout",
      "Invoke Error \t",
      '"errorType":"TypeError"',
    ),
    ...words(
      '{"level":50,"err":{"type":"TypeError","message":"x","stack":"TypeError: x\\n    at a (/b.js:1:2)"}}',
      "TypeError: x\r    at a (/b.js:1:2) {\r  [cause]: Error: y\r      at b (/c.js:1:2)\r}",
      "\tERROR\t",
      "    at a (/b.js:1:2)",
      "  [cause]: ",
      '"cause":{"name":"Error",',
    ),
  ],
  operations: { base: 4_000, perByte: 6 },
  size: { base: 10_000, perByte: 200 },
  run(input) {
    const builder = new IncidentBuilder({ onProblem: () => {} });
    for (const [index, message] of decoder.decode(input).split("\n").entries()) {
      const place = {
        logGroup: "/aws/lambda/f",
        logStream: stream,
        eventId: null,
        file: "f",
        line: index + 1,
      };
      builder.add({ message, timestamp: firstEvent + index, ...place });
    }
    const incident = builder.finish();
    return sizeOf(incident) + sizeOf(analyse(incident).answer);
  },
};
