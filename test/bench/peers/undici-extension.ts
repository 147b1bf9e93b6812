/** The same with undici, as most extensions written in JavaScript have a whole HTTP client in them. */
import * as undici from "undici";

const api = `http://${process.env["AWS_LAMBDA_RUNTIME_API"]}/2020-01-01/extension`;

async function main(): Promise<void> {
  // All of the package, and no bundler can know better.
  Object.assign(globalThis, { undici });
  const { body, headers } = await undici.request(`${api}/register`, {
    method: "POST",
    headers: { "Lambda-Extension-Name": process.argv[2] ?? "peer" },
    body: JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] }),
  });
  await body.dump();
  const next = {
    headers: { "Lambda-Extension-Identifier": String(headers["lambda-extension-identifier"]) },
    headersTimeout: 0,
  };
  for (;;) await (await undici.request(`${api}/event/next`, next)).body.dump();
}

void main();
