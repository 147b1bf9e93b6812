/** The log stream a run leaves behind: who wrote what, in which order, under whose name. */
import { describe, expect, it } from "vitest";
import { outcropLines } from "../support/function-arms.ts";
import { joined } from "../support/joined.ts";
import { attached, layer } from "../support/layer-run.ts";
import { folder } from "./folders.ts";
import { runFunction } from "./patient.ts";

const task = folder({
  "index.js": `exports.handler = async () => {
      console.log("hello"); return process.env.AWS_LAMBDA_LOG_STREAM_NAME; };`,
});
const identity = {
  functionName: "orders",
  functionVersion: "7",
  runtimeVersion: "nodejs:24.v18",
  logStream: "2026/11/20/[7]00ff",
};

describe("the log stream", () => {
  it("has the platform's, the function's and the extension's lines in the order of their times", async () => {
    const { logs, responses } = await runFunction({
      ...identity,
      task,
      layers: [layer],
      env: attached,
      events: [{}, {}],
    });
    const messages = logs.stream.map(({ message }) => message);
    const at = (pattern: RegExp) => messages.findIndex((message) => pattern.test(message));
    expect(messages[0]).toMatch(
      joined(
        /^INIT_START Runtime Version: nodejs:24\.v18\t/,
        /Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
      ),
    );
    expect(at(/^START RequestId: .* Version: 7$/)).toBeLessThan(at(/\thello$/));
    expect(at(/\thello$/)).toBeLessThan(at(/^REPORT /));
    expect(messages.filter((message) => message.startsWith("REPORT "))).toHaveLength(2);
    const times = logs.stream.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(responses[0]?.payload).toBe("2026/11/20/[7]00ff");
    expect(
      outcropLines({ logs }).map((line) => `${line["function_name"]} ${line["function_version"]}`),
    ).toContain("orders 7");
    expect(new Set(messages)).toEqual(
      new Set([...messages, ...(logs.extensions["outcrop"] ?? "").split("\n").filter(Boolean)]),
    );
  });

  it("holds the platform's events as JSON in the JSON log format", async () => {
    const { logs } = await runFunction({ ...identity, task, logFormat: "JSON", events: [{}] });
    const types = logs.stream.map(
      ({ message }) => (JSON.parse(message) as { type?: string; message?: string }).type ?? "function",
    );
    expect(types).toEqual(["platform.initStart", "platform.start", "function", "platform.report"]);
  });
});
