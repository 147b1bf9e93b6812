/** Names and ARNs of functions, as Lambda's API reference has them. */

/** A replica of Lambda@Edge has the region of its original before a dot. */
const name = "[A-Za-z0-9_.-]{1,140}";
const functionArn = new RegExp(`^arn:[a-z-]+:lambda:([a-z0-9-]+):([0-9]{12}):function:(${name})$`);

export interface FunctionArn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** @returns null unless it is the ARN of a function, without a version or an alias */
export function readFunctionArn(text: string): FunctionArn | null {
  const [, region, account, functionName] = functionArn.exec(text) ?? [];
  if (region === undefined || account === undefined || functionName === undefined) return null;
  return { region, account, name: functionName };
}

export function isFunctionArn(text: string): boolean {
  return functionArn.test(text);
}

export function isFunctionName(text: string): boolean {
  return new RegExp(`^${name}$`).test(text);
}
