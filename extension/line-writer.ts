/**
 * Writes lines with Powertools Logger, so that they have the keys that its users already query. All lines go
 * to stdout, whatever their level: the extension needs no permission for that, and Lambda puts stdout into
 * the function's own log stream.
 */
import { Console } from "node:console";
import { Logger } from "@aws-lambda-powertools/logger";
import type { Severity } from "../core/findings/finding.ts";
import { fitLine } from "../core/telemetry/fit-line.ts";
import { type Identity, type Line, schemaVersion } from "../core/telemetry/lines.ts";
import { outgoing } from "../core/telemetry/outgoing.ts";
import { LineFormat } from "./line-format.ts";

/** These variables control the function's own logger. Here they would silence or change the telemetry. */
const loggerVariables = [
  "AWS_LAMBDA_LOG_LEVEL",
  "POWERTOOLS_LOG_LEVEL",
  "LOG_LEVEL",
  "POWERTOOLS_DEV",
  "POWERTOOLS_LOGGER_LOG_EVENT",
  "POWERTOOLS_LOGGER_SAMPLE_RATE",
];

/**
 * How much may wait for stdout, in bytes. When stdout accepts nothing any more, lines are dropped rather than
 * kept: an environment can live for hours.
 */
const maxPendingBytes = 4 * 1024 * 1024;

const methods = { info: "info", warning: "warn", error: "error" } as const satisfies Record<Severity, string>;

export class LineWriter {
  readonly #logger: Logger;
  readonly #identity: Identity;
  readonly #report: (problem: string) => void;

  /**
   * @param report receives one sentence about lines that cannot be written; the same sentence may come again
   */
  constructor(identity: Identity, report: (problem: string) => void) {
    for (const name of loggerVariables) delete process.env[name];
    // The logger's own console sends warnings and errors to stderr. Its type does not show that it can be
    // replaced.
    this.#logger = Object.assign(new Logger({ logLevel: "INFO", logFormatter: new LineFormat() }), {
      console: new Console({ stdout: process.stdout, stderr: process.stdout }),
    });
    this.#identity = identity;
    this.#report = report;
  }

  /** @param message empty for a line that says nothing to a person: it then has no level, and no timestamp */
  write(severity: Severity, message: string, line: Line): void {
    if (process.stdout.writableLength > maxPendingBytes) {
      this.#report("lines were dropped because nothing read them");
      return;
    }
    const { outcrop, ...rest } = line;
    // The message too: it holds names and paths, which can be longer once they are escaped.
    const whole = outgoing({
      outcrop,
      schema: schemaVersion,
      ...this.#identity,
      ...rest,
      message: message.slice(0, 2048),
    });
    const { message: text, ...fitted } = fitLine(whole);
    this.#logger[methods[severity]](text, fitted);
  }
}
