/**
 * Explains why a call to AWS failed. AWS's own message is shown only if it says more than its name. It is
 * never shown for a signature error, because that message repeats the request with its session token.
 */
import { plainText } from "../../core/telemetry/plain-text.ts";

/** The texts that differ from service to service. */
export interface ServiceWords {
  readonly name: string;
  /** Null shows the response itself, which names the denied action. */
  readonly denied: string | null;
  /** What the caller can do to send fewer requests; null if nothing. */
  readonly less: string | null;
  /** How to name a region, other than by the variable. */
  readonly nameRegion: string;
}

const expired = /^(?:ExpiredToken|RequestExpired|TokenRefreshRequired)/;
const missing = /^CredentialsProviderError$|^TokenProviderError$/;
const notAccepted = new RegExp(
  "^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|" +
    "IncompleteSignature|MissingAuthenticationToken|InvalidAccessKeyId|AuthFailure)",
);

const texts: readonly (readonly [names: RegExp, text: (service: ServiceWords) => string | null])[] = [
  [
    expired,
    () => "the AWS credentials have expired; sign in again, for example with aws sso login, and retry",
  ],
  [
    missing,
    () => "no AWS credentials were found; sign in, for example with aws sso login, or set AWS_PROFILE",
  ],
  [notAccepted, () => "AWS rejects the credentials; check AWS_PROFILE and this machine's clock"],
  [/^AccessDenied|^UnauthorizedOperation/, ({ denied }) => denied],
  [
    /Throttl|^TooManyRequests|^LimitExceeded|^RequestLimitExceeded/,
    ({ less }) => `AWS throttles the requests; retry later${less === null ? "" : `, or ${less}`}`,
  ],
  [
    /^(?:ServiceUnavailable|InternalFailure|InternalServer|ServiceFailure|ServiceException)/,
    ({ name }) => `${name} is unavailable; retry later`,
  ],
  [
    /^(?:TimeoutError|ETIMEDOUT|RequestTimeout)/,
    ({ name }) => `${name} did not answer in time; check the network`,
  ],
];

const unreachable = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
]);

/** One sentence without a full stop. */
export function reasonOf(error: unknown, service: ServiceWords): string {
  if (!(error instanceof Error)) return "an unknown error";
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && unreachable.has(code))
    return `${service.name} cannot be reached (${code}); check the network, the region and AWS_ENDPOINT_URL`;
  if (/region is missing/i.test(error.message))
    return `the AWS region is unknown; ${service.nameRegion} or set AWS_REGION`;
  const known = texts.find(([names]) => names.test(error.name))?.[1](service) ?? null;
  if (known !== null) return known;
  if (error instanceof SyntaxError || /deserializ/i.test(error.message))
    return `the response does not come from ${service.name}; check AWS_ENDPOINT_URL`;
  return `${withoutSecrets(error.name).slice(0, 60)}: ${withoutSecrets(error.message)}`;
}

/** Whether other calls with these credentials would fail the same way. */
export function lacksCredentials(error: unknown): boolean {
  return error instanceof Error && (expired.test(error.name) || missing.test(error.name));
}

/** @param message of an error, or its name: the SDK takes both from the answer, whatever that holds */
function withoutSecrets(message: unknown): string {
  const [first = ""] = typeof message === "string" ? message.split("\n") : [];
  const hidden = first.replace(/(?:A3T|A[A-Z]{3})[A-Z0-9]{12,}\b|[A-Za-z0-9+/=]{40,}/g, "…");
  return plainText(hidden).slice(0, 300);
}
