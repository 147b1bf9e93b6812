/** Who may use a layer version besides its own account, and whether a policy already says so. */

export interface Permission {
  /** Says who, so that two runs name the same permission alike. */
  readonly statementId: string;
  /** An account's id, or `*`. */
  readonly principal: string;
  /** With the principal `*`: only the accounts of this organisation. */
  readonly organisation: string | null;
}

export function accountPermission(account: string): Permission {
  return { statementId: `account-${account}`, principal: account, organisation: null };
}

export function organisationPermission(organisation: string): Permission {
  return { statementId: `organisation-${organisation}`, principal: "*", organisation };
}

export const publicPermission: Permission = { statementId: "public", principal: "*", organisation: null };

/**
 * The permissions that the policy does not hold. A statement that grants the same under another id counts;
 * one with a further condition does not.
 * @param policy the policy's document, parsed
 * @throws Error when it is not a policy
 */
export function missingPermissions(wanted: readonly Permission[], policy: unknown): Permission[] {
  const statements = isRecord(policy) ? policy["Statement"] : undefined;
  if (!Array.isArray(statements)) throw new Error("the layer version's policy holds no statements");
  return wanted.filter((permission) => !statements.some((statement) => grants(statement, permission)));
}

function grants(statement: unknown, { principal, organisation }: Permission): boolean {
  if (
    !isRecord(statement) ||
    statement["Effect"] !== "Allow" ||
    !listOf(statement["Action"]).includes("lambda:GetLayerVersion")
  )
    return false;
  return (
    principalsOf(statement["Principal"]).includes(principal) &&
    organisationOf(statement["Condition"]) === organisation
  );
}

/** Account ids and `*`. An account is written as its root user's ARN, in whichever partition it is. */
function principalsOf(principal: unknown): string[] {
  const names = listOf(isRecord(principal) ? principal["AWS"] : principal);
  return names
    .filter((name) => typeof name === "string")
    .map((name) => /^arn:[\w-]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name);
}

/** Null without a condition; undefined when it is another one than the organisation's. */
function organisationOf(condition: unknown): string | null | undefined {
  if (condition === undefined) return null;
  const [[operator, operands] = [], ...otherOperators] = isRecord(condition) ? Object.entries(condition) : [];
  const [[key, value] = [], ...otherKeys] = isRecord(operands) ? Object.entries(operands) : [];
  const [organisation, ...others] = listOf(value);
  if (
    operator !== "StringEquals" ||
    key?.toLowerCase() !== "aws:principalorgid" ||
    typeof organisation !== "string"
  )
    return undefined;
  return otherOperators.length + otherKeys.length + others.length > 0 ? undefined : organisation;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
