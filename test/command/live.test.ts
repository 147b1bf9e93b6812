/** `outcrop incident --log-group` against a CloudWatch Logs of this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { LogsService } from "../incident/fetch/logs-service.ts";
import { badEvents, goodEvents } from "./logs.ts";
import { program, Workplace } from "./outcrop.ts";

let place: Workplace;
let service: LogsService;

beforeAll(async () => {
  place = new Workplace();
  service = await LogsService.start();
});
beforeEach(() => {
  service.asked.length = 0;
});
afterAll(() => {
  service.stop();
  place.remove();
});

const live = [
  "--log-group",
  "/aws/lambda/orders",
  "--since",
  "2026-03-14T02:00Z",
  "--until",
  "2026-03-14T04:00Z",
];

async function outcrop(parameters: readonly string[], pressCtrlC: Promise<unknown> | null = null) {
  const env = {
    PATH: process.env["PATH"],
    AWS_ENDPOINT_URL: service.url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const child = spawn(process.execPath, [program, "incident", ...parameters], {
    cwd: place.path,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  void pressCtrlC?.then(() => child.kill("SIGINT"));
  const [status] = await once(child, "close");
  return { status, stdout, stderr };
}

it("reports what it fetched, and the same from what it kept", async () => {
  service.answer = (_, count) =>
    count === 1 ? { events: goodEvents(), nextToken: "more" } : { events: badEvents() };
  const fetched = await outcrop([...live, "--save", "kept"]);
  expect(fetched).toMatchObject({ status: 0, stderr: "" });
  expect(fetched.stdout).toMatch(/^A COLLISION (?:MOST LIKELY )?EXPLAINS THE FAILURES\n/);
  expect(service.asked.map(({ operation }) => operation)).toEqual(["FilterLogEvents", "FilterLogEvents"]);
  expect(service.asked[0]?.input).toMatchObject({ startTime: Date.UTC(2026, 2, 14, 2) });
  // Files have a shape, which the report names; wrapped lines move with it.
  const withoutShape = (text: string): string =>
    text.replaceAll(/\s+/g, " ").replace(", read as CloudWatch's events in JSON", "");
  const kept = await outcrop(["kept"]);
  expect({ ...kept, stdout: withoutShape(kept.stdout) }).toEqual({
    ...fetched,
    stdout: withoutShape(fetched.stdout),
  });
});

it("exits 3 with one line where nothing could be fetched", async () => {
  service.answer = () => ({ error: "AccessDeniedException" });
  const { status, stdout, stderr } = await outcrop(live);
  expect(stderr).toMatch(/^outcrop: [^\n]*logs:FilterLogEvents[^\n]*\n$/);
  expect([stdout, status]).toEqual(["", 3]);
});

it("reports what it fetched until Ctrl-C", async () => {
  const asked = Promise.withResolvers<void>();
  service.answer = (_, count) => {
    if (count === 1) return { events: badEvents(), nextToken: "more" };
    asked.resolve();
    return "hang";
  };
  const { status, stdout, stderr } = await outcrop(live, asked.promise);
  expect(stderr).toContain("outcrop: reading stopped; the report covers what was read.");
  expect(stdout).toMatch(/^A COLLISION MAY EXPLAIN THE FAILURES\n/);
  expect(stdout).toContain("Ctrl-C stopped the reading");
  expect(status).toBe(0);
});
