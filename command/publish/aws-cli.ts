/** The AWS CLI as a child process: its answers, and its failures as one short line that tells no secret. */
import { execFile } from "node:child_process";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { argumentsOf, type Command, shellText } from "./command.ts";

const maxAnswerBytes = 16 * 1024 * 1024;
/** The CLI's own retries end long before. */
const timeoutMs = 10 * 60_000;

/**
 * What is set where the person has not chosen: retries for throttling (AWS CLI user guide, retries), and no
 * pager that waits for a key.
 */
export const defaultEnvironment = {
  AWS_PAGER: "",
  AWS_RETRY_MODE: "standard",
  AWS_MAX_ATTEMPTS: "5",
} as const;

export class AwsError extends Error {
  override readonly name = "AwsError";
  /** The service's error code; null when the call did not come so far. */
  readonly code: string | null;
  /** Whether every other region would fail the same way: no CLI, no credentials, or expired ones. */
  readonly everywhere: boolean;

  constructor(
    message: string,
    { code = null, everywhere = false }: { code?: string | null; everywhere?: boolean } = {},
  ) {
    super(message);
    this.code = code;
    this.everywhere = everywhere;
  }
}

export class AwsCli {
  /** Every call so far, as text for a shell. */
  readonly called: string[] = [];
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = { ...defaultEnvironment, ...env, AWS_CLI_AUTO_PROMPT: "off" };
  }

  /** @throws AwsError */
  text(command: Command, arn: string | null = null): Promise<string> {
    const parameters = argumentsOf(command, arn);
    this.called.push(shellText(parameters));
    return new Promise((resolve, reject) => {
      const child = execFile(
        "aws",
        parameters,
        { env: this.#env, maxBuffer: maxAnswerBytes, timeout: timeoutMs },
        (error, stdout, stderr) => {
          if (error) reject(toAwsError(error, stderr, this.#env, command));
          else resolve(stdout);
        },
      );
      child.stdin?.on("error", () => undefined).end();
    });
  }

  /** @throws AwsError, also for an answer that is no JSON */
  async json(command: Command): Promise<unknown> {
    const answer = await this.text(command);
    try {
      return JSON.parse(answer);
    } catch {
      throw new AwsError(`aws ${nameOf(command)} answered no JSON`);
    }
  }
}

export function nameOf(command: Command): string {
  return command.slice(0, 2).join(" ");
}

/**
 * Answered by any service for temporary credentials whose time is over. UnrecognizedClientException is not
 * among them: see `hint`.
 */
const expired: ReadonlySet<string> = new Set(["ExpiredToken", "ExpiredTokenException", "RequestExpired"]);

/** What the CLI says, before it calls a service, of credentials that are missing, incomplete or over. */
const noCredentials =
  /unable to locate credentials|partial credentials|config profile .* could not be found|error (when retrieving|loading) .*(token|credentials)|token .*expired|sso session .*expired/i;

function toAwsError(
  error: Error & { code?: unknown; killed?: boolean },
  stderr: string,
  env: NodeJS.ProcessEnv,
  command: Command,
): AwsError {
  if (error.code === "ENOENT" || error.code === 127)
    return new AwsError("the AWS CLI is not installed: no command aws on PATH", { everywhere: true });
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
    return new AwsError(`aws ${nameOf(command)} answered more than ${maxAnswerBytes} bytes`);
  if (error.killed === true)
    return new AwsError(`aws ${nameOf(command)} did not end within ${timeoutMs / 60_000} minutes`);
  const said = shortened(stderr, env);
  const code = /An error occurred \((\w+)\) when calling/.exec(stderr)?.[1] ?? null;
  // 253: the environment or the configuration is not valid (AWS CLI user guide, return codes). Version 1 says
  // 255 for that too.
  const everywhere = code === null ? error.code === 253 || noCredentials.test(stderr) : expired.has(code);
  return new AwsError(
    `${said || `aws ${nameOf(command)} ended with ${String(error.code)} and said nothing`}${hint(code)}`,
    {
      code,
      everywhere,
    },
  );
}

function hint(code: string | null): string {
  return code === "UnrecognizedClientException"
    ? " (a region that is not enabled for the account answers this too)"
    : "";
}

/**
 * At most three lines and 400 characters, as one line. Without credentials: those of the environment, access
 * key ids, and anything that is long enough for a secret key or a session token (a rejected signature quotes
 * the signed request, in which the token stands).
 */
function shortened(stderr: string, env: NodeJS.ProcessEnv): string {
  const secrets = [env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env["AWS_SESSION_TOKEN"]].filter(
    (secret) => secret,
  );
  const known = secrets.reduce<string>(
    (text, secret) => text.replaceAll(secret as string, "[hidden]"),
    stderr,
  );
  const hidden = known.replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|[\w+/=]{40,}/g, "[hidden]");
  const lines = hidden
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const text = plainText(lines.slice(0, 3).join(" "));
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
