/**
 * Errors that came from outside of the process: a network that did not answer, a service that refused. Their
 * stacks go through the client that asked, and what is found about the client does not explain them. The
 * codes are libuv's and undici's (https://nodejs.org/api/errors.html,
 * https://undici.nodejs.org/#/docs/api/Errors); the names those that AWS's services share
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html and the common errors of each
 * service).
 */
const codes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "ETIMEDOUT",
  "ESOCKETTIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "ERR_BAD_RESPONSE",
  "ERR_BAD_REQUEST",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_SOCKET",
]);

const names: ReadonlySet<string> = new Set([
  "AccessDenied",
  "InternalServerError",
  "InternalFailure",
  "InternalError",
  "ServiceUnavailable",
  "SlowDown",
  "Throttling",
  "TimeoutError",
  "AbortError",
  "HTTPError",
  "HttpError",
  "AxiosError",
  "NotFound",
]);

/** `ConditionalCheckFailedException`, `NoSuchBucket`, `RequestThrottled` */
const serviceNames = new RegExp(
  "^(?:Access|Request|Throttling|TooManyRequests|Internal|Service|Provisioned|Validation|Resource|" +
    "Conditional|NoSuch|Expired|Opt|Limit|Not)\\w*" +
    "(?:Exception|Fault|Denied|Throttled|Exceeded|Bucket|Key|Token)$",
);

/** `Request failed with status code 503`, `the service answered 502`: what a client says about an answer. */
const saysStatus = new RegExp(
  "\\b(?:answered|responded|responds|returned|failed|response|status(?: code)?|HTTP(?:/[\\d.]+)?)" +
    "(?: with)?(?: (?:HTTP )?(?:status|error))?(?: code)?:? (?:429|5\\d\\d)\\b",
  "i",
);
const maxText = 1_000;

export interface MaybeForeign {
  readonly name: string;
  readonly code: string | null;
  /** Its message, where it is known. */
  readonly text?: string | null;
}

export function isForeign({ name, code, text = null }: MaybeForeign): boolean {
  if ((code !== null && codes.has(code)) || names.has(name) || serviceNames.test(name)) return true;
  return text !== null && saysStatus.test(text.slice(0, maxText));
}
