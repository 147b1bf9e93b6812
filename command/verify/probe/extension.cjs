const { request } = require("node:http");

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
const base = "/2020-01-01/extension";

/** No time limit: an answer to `next` may come hours later. */
function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: base + path, headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        if (text.length < 65_536) text += chunk;
      });
      answer.on("end", () => resolve({ answer, text }));
    });
    sent.on("error", reject).end(body);
  });
}

function keysOf(text) {
  try {
    return Object.keys(JSON.parse(text)).sort();
  } catch {
    return [];
  }
}

/** No value is written, only names: an identifier is not for the log. */
function write(probe, { answer, text }, more = {}) {
  const line = {
    outcrop_verify: probe,
    function_name: functionName,
    level: "INFO",
    http_version: answer.httpVersion,
    status: answer.statusCode,
    header_names: Object.keys(answer.headers).sort().join(" "),
    body_keys: keysOf(text).join(" "),
    ...more,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main() {
  const name = "outcrop-verify-probe";
  const events = JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] });
  const headers = { "Lambda-Extension-Name": name, "Content-Type": "application/json" };
  const registered = await call("POST", "/register", headers, events);
  const identifier = registered.answer.headers["lambda-extension-identifier"];
  write("register", registered);
  for (let count = 0; ; count++) {
    const next = await call("GET", "/event/next", { "Lambda-Extension-Identifier": identifier });
    if (JSON.parse(next.text).eventType === "SHUTDOWN") return;
    if (count > 0) continue;
    const metrics = [{ Name: "Probe", Unit: "Count" }];
    const directive = { Namespace: "OutcropVerify", Dimensions: [["function_name"]], Metrics: metrics };
    write("event", next, { Probe: 1, _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] } });
  }
}

main();
