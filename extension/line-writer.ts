/**
 * Writes lines with Powertools Logger, so that they carry the keys its users already query. Everything goes to stdout, whatever its level: the
 * extension needs no permission for that, and Lambda puts it into the function's own log stream.
 */
import { Logger } from "@aws-lambda-powertools/logger";
import { fitLine } from "../core/events/fit-line.ts";
import { type Identity, type Line, schemaVersion } from "../core/events/lines.ts";
import { outgoing } from "../core/events/outgoing.ts";
import type { Severity } from "../core/findings/finding.ts";
import { LineFormat } from "./line-format.ts";
import { plainConsole } from "./plain-output.ts";

/** These steer the function's own logger. Here they would silence or reshape the telemetry. */
const loggerVariables = [
  "AWS_LAMBDA_LOG_LEVEL",
  "POWERTOOLS_LOG_LEVEL",
  "LOG_LEVEL",
  "POWERTOOLS_DEV",
  "POWERTOOLS_LOGGER_LOG_EVENT",
  "POWERTOOLS_LOGGER_SAMPLE_RATE",
];

const methods = { info: "info", warning: "warn", error: "error" } as const satisfies Record<Severity, string>;

export class LineWriter {
  readonly #logger: Logger;
  readonly #identity: Identity;

  constructor(identity: Identity) {
    for (const name of loggerVariables) delete process.env[name];
    // The logger's own console sends warnings and errors to stderr; its type does not let on that it can be replaced.
    this.#logger = Object.assign(new Logger({ logLevel: "INFO", logFormatter: new LineFormat() }), {
      console: plainConsole(),
    });
    this.#identity = identity;
  }

  write(severity: Severity, message: string, line: Line): void {
    const { outcrop, ...rest } = line;
    // The message too: it holds names and paths that may be longer written than they are.
    const whole = outgoing({ outcrop, schema: schemaVersion, ...this.#identity, ...rest, message: message.slice(0, 2048) });
    const { message: text, ...fitted } = fitLine(whole);
    this.#logger[methods[severity]](text, fitted);
  }
}
