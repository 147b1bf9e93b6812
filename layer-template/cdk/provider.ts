/** Functions that the CDK adds to a stack itself, for custom resources. */
import { CustomResourceProviderBase, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Whether a function serves custom resources with the CDK's code: a `CustomResourceProvider`, the framework
 * of a `Provider` (its logical ids are stable, so these names are), or a singleton of a stack, which has a UUID
 * in its name: `AwsCustomResource`, log retention, bucket notifications, and every `SingletonFunction`.
 */
export function isProvider(node: IConstruct): boolean {
  return node.node.scopes.some(
    (scope) =>
      scope instanceof CustomResourceProviderBase ||
      /^framework-(onEvent|isComplete|onTimeout)$/.test(scope.node.id) ||
      (Stack.isStack(scope.node.scope) && /[0-9a-f]{32}$/.test(scope.node.id)),
  );
}
