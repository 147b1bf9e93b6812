/** A call of AWS that failed, as one line without secrets. */
import { lacksCredentials, reasonOf } from "../../incident/fetch/aws-error.ts";

export class CallError extends Error {
  override readonly name = "CallError";
  /** The service's error code, or the name of the SDK's own error. */
  readonly code: string;
  /** Of the answer; null where none came. */
  readonly status: number | null;
  /** Whether every other region would fail the same way: no credentials, or expired ones. */
  readonly everywhere: boolean;

  /** @param action as a policy names it, such as `lambda:ListLayerVersions` */
  constructor(action: string, error: unknown) {
    const code = error instanceof Error ? error.name : "";
    super(`${action}: ${reason(action, error)}${hints[code] ?? ""}`);
    this.code = code;
    this.status = statusOf(error);
    this.everywhere = lacksCredentials(error);
  }
}

/** An answer with a status can be unreadable: then it says nothing about what was done. */
function statusOf(error: unknown): number | null {
  const { $metadata: metadata } = Object(error) as { $metadata?: { httpStatusCode?: unknown } };
  const status = metadata?.httpStatusCode;
  return typeof status === "number" && status >= 300 ? status : null;
}

/** The SDK's answer does not have what the API's model promises. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

const hints: Readonly<Record<string, string>> = {
  UnrecognizedClientException: "; a region that is not enabled for the account answers this too",
  AuthFailure: "; a region that is not enabled for the account answers this too",
  ResourceConflictException:
    "; remove that statement with aws lambda remove-layer-version-permission and repeat",
};

const services: Readonly<Record<string, string>> = {
  lambda: "Lambda",
  ssm: "Systems Manager",
  ec2: "EC2",
  sts: "STS",
  iam: "IAM",
  logs: "CloudWatch Logs",
  cloudwatch: "CloudWatch",
  cloudformation: "CloudFormation",
};

function reason(action: string, error: unknown): string {
  if (error instanceof AnswerError) return error.message;
  const name = services[action.split(":")[0] ?? ""] ?? "AWS";
  return reasonOf(error, { name, denied: null, less: null, nameRegion: "list the regions" });
}

/** @throws CallError for whatever goes wrong in it */
export async function called<Answer>(action: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw new CallError(action, error);
  }
}
