/**
 * The calls that bring a region from what it has to what is wanted, in their order. Both the dry run and the
 * publishing follow it.
 */
import { addPermission, type Content, type Layer, publish, putParameter } from "./calls.ts";
import { type Command, publishedArn, publishedVersion } from "./command.ts";
import type { Published, Wanted } from "./published.ts";

export interface Step {
  /** For the report: what it changes. */
  readonly change: string;
  readonly command: Command;
  /** Whether it answers the ARN that the later steps refer to. */
  readonly publishes: boolean;
  /** The call instead where the region knows no compatible architectures. */
  readonly withoutArchitectures: Command | null;
}

export function planSteps(
  layer: Layer,
  content: Content,
  { parameter }: Wanted,
  published: Published,
): Step[] {
  const { version, missingPermissions, parameterMissing } = published;
  const steps: Step[] = [];
  if (version === null) {
    const command = publish(layer, content, { withArchitectures: true });
    const withoutArchitectures = publish(layer, content, { withArchitectures: false });
    steps.push({ change: "publish", command, publishes: true, withoutArchitectures });
  }
  const number = version === null ? publishedVersion : `${version.number}`;
  for (const permission of missingPermissions)
    steps.push(step(`permit ${permission.statementId}`, addPermission(layer, number, permission)));
  if (parameter !== null && parameterMissing) {
    steps.push(step(`store ${parameter}`, putParameter(layer, parameter, version?.arn ?? publishedArn)));
  }
  return steps;
}

function step(change: string, command: Command): Step {
  return { change, command, publishes: false, withoutArchitectures: null };
}
