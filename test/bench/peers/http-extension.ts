/** The least an extension can be: node:http alone, register, then next. */
import { request } from "node:http";

const [host, port] = (process.env["AWS_LAMBDA_RUNTIME_API"] ?? "").split(":");

function call(method: string, path: string, headers: Record<string, string>, body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host, port, method, path: `/2020-01-01/extension/${path}`, headers }, (answer) => {
      answer.resume().on("end", () => resolve(String(answer.headers["lambda-extension-identifier"])));
    })
      .on("error", reject)
      .end(body);
  });
}

async function main(): Promise<void> {
  const events = JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] });
  const identifier = await call(
    "POST",
    "register",
    { "Lambda-Extension-Name": process.argv[2] ?? "peer" },
    events,
  );
  for (;;) await call("GET", "event/next", { "Lambda-Extension-Identifier": identifier });
}

void main();
