/** Throw-away directories for functions, layers and extensions. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory with these files: path -> text, or text and mode. */
export function folder(
  files: Readonly<Record<string, string | { readonly text: string; readonly mode: number }>>,
): string {
  const directory = mkdtempSync(join(tmpdir(), "outcrop-test-"));
  made.push(directory);
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    const { text, mode } = typeof content === "string" ? { text: content, mode: 0o644 } : content;
    writeFileSync(file, text);
    chmodSync(file, mode);
  }
  return directory;
}

/** A layer with one package in nodejs/node_modules. */
export function packageLayer(name: string, version: string, source: string, manifest: object = {}): string {
  const base = `nodejs/node_modules/${name}`;
  return folder({
    [`${base}/package.json`]: JSON.stringify({ name, version, main: "index.js", ...manifest }),
    [`${base}/index.js`]: source,
  });
}

/**
 * A layer with an external extension: a Node program on the three APIs' client below. `main` is the body of
 * an async function.
 */
export function extensionLayer(name: string, main: string): string {
  const program = `#!/usr/bin/env node
const http = require("node:http");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
let id;
const call = (method, path, body, headers = {}) => new Promise((resolve, reject) => {
  const text = body === undefined ? "" : JSON.stringify(body);
  const named = id && { "lambda-extension-identifier": id };
  const own = { "content-length": Buffer.byteLength(text), ...named, ...headers };
  const options = { host, port, method, path, agent: false, headers: own };
  const request = http.request(options, (response) => {
    let answer = "";
    const { statusCode: status, headers } = response;
    response.on("data", (chunk) => (answer += chunk))
      .on("end", () => resolve({ status, headers, body: JSON.parse(answer) }));
  });
  request.on("error", reject).end(text);
});
const register = async (events = ["INVOKE", "SHUTDOWN"], headers = {}) => {
  const answer = await call("POST", "/2020-01-01/extension/register", { events }, {
    "lambda-extension-name": require("node:path").basename(__filename), ...headers });
  if (answer.status === 200) id = answer.headers["lambda-extension-identifier"];
  return answer;
};
const next = async () => (await call("GET", "/2020-01-01/extension/event/next")).body;
const say = (value) => console.log(JSON.stringify(value));
(async () => {
${main}
})();
`;
  return folder({ [`extensions/${name}`]: { text: program, mode: 0o755 } });
}

/** Says every event, ends at SHUTDOWN. */
export const obedient = `await register();
for (;;) {
  const event = await next();
  say(event);
  if (event.eventType === "SHUTDOWN") process.exit(0);
}`;

/** Each line of an extension's output as JSON. */
export function said(output: string | undefined): Record<string, unknown>[] {
  return (output ?? "")
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
