/**
 * Explains why logs could not be fetched. AWS's own message is shown only if it says more than its name. It
 * is never shown for a signature error, because that message repeats the request with its session token.
 */
import { plainText } from "../../core/telemetry/plain-text.ts";

export class FetchError extends Error {
  override readonly name = "FetchError";
}

const texts: readonly (readonly [names: RegExp, text: string])[] = [
  [
    /^(?:ExpiredToken|RequestExpired|TokenRefreshRequired)/,
    "the AWS credentials have expired; sign in again, for example with aws sso login, and retry",
  ],
  [
    /^CredentialsProviderError$|^TokenProviderError$/,
    "no AWS credentials were found; sign in, for example with aws sso login, or set AWS_PROFILE",
  ],
  [
    new RegExp(
      `^(?:${[
        "UnrecognizedClient",
        "InvalidClientTokenId",
        "InvalidSignature",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "InvalidAccessKeyId",
      ].join("|")})`,
    ),
    "AWS rejects the credentials; check AWS_PROFILE and this machine's clock",
  ],
  [
    /^AccessDenied|^UnauthorizedOperation/,
    "the credentials do not allow logs:FilterLogEvents on the log group",
  ],
  [
    /Throttl|^TooManyRequests|^LimitExceeded|^RequestLimitExceeded/,
    "AWS throttles the requests; retry later, or fetch a shorter time",
  ],
  [
    /^(?:ServiceUnavailable|InternalFailure|InternalServer|ServiceFailure)/,
    "CloudWatch Logs is unavailable; retry later",
  ],
  [/^(?:TimeoutError|ETIMEDOUT|RequestTimeout)/, "CloudWatch Logs did not answer in time; check the network"],
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
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown error";
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && unreachable.has(code))
    return `CloudWatch Logs cannot be reached (${code}); check the network, the region and AWS_ENDPOINT_URL`;
  if (/region is missing/i.test(error.message))
    return "the AWS region is unknown; use --region or set AWS_REGION";
  const known = texts.find(([names]) => names.test(error.name));
  if (known !== undefined) return known[1];
  if (error instanceof SyntaxError || /deserializ/i.test(error.message))
    return "the response does not come from CloudWatch Logs; check AWS_ENDPOINT_URL";
  return `${plainText(error.name).slice(0, 60)}: ${withoutSecrets(error.message)}`;
}

export function isNoSuchGroup(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}

function withoutSecrets(message: string): string {
  const [first = ""] = message.split("\n");
  return plainText(first.replace(/\b(?:A3T|A[A-Z]{3})[A-Z0-9]{12,}\b|[A-Za-z0-9+/=]{40,}/g, "…")).slice(
    0,
    300,
  );
}
