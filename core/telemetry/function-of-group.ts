/** Lambda's default log groups are named after their functions. */
export const lambdaGroups = "/aws/lambda/";

export function functionOfGroup(logGroup: string | null): string | null {
  return logGroup?.startsWith(lambdaGroups) ? logGroup.slice(lambdaGroups.length) : null;
}
