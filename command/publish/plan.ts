/** What a region has, and what is missing there. Reads only. */
import type { Permission } from "./permission.ts";
import type { Region } from "./region.ts";

export interface Wanted {
  /** SHA-256 of the zip in base64, as CodeSha256 gives it. */
  readonly hash: string;
  readonly permissions: readonly Permission[];
  /** The SSM parameter that holds the ARN. */
  readonly parameter: string | null;
}

export interface Plan {
  /** The newest version with the wanted content; null when one must be published first. */
  readonly arn: string | null;
  readonly permissions: readonly Permission[];
  /** Null where it holds the ARN, or none is wanted. */
  readonly parameter: string | null;
}

/**
 * How many of the newest versions are compared: each costs a call. An older one with the same content is
 * published again, which does no harm.
 */
const compared = 10;

/** @throws CallError */
export async function planFor(region: Region, wanted: Wanted): Promise<Plan> {
  const { permissions, parameter } = wanted;
  const newest = (await region.versions()).sort((a, b) => b - a).slice(0, compared);
  for (const number of newest) {
    const { arn, hash } = await region.version(number);
    if (hash !== wanted.hash) continue;
    const isStored = parameter === null || (await region.parameter(parameter)) === arn;
    return {
      arn,
      permissions: permissions.length === 0 ? [] : await region.missing(number, permissions),
      parameter: isStored ? null : parameter,
    };
  }
  return { arn: null, permissions, parameter };
}

/** In the order in which they are made. */
export function changesOf({ arn, permissions, parameter }: Plan): string[] {
  const permits = permissions.map(({ statementId }) => `permit ${statementId}`);
  return [
    ...(arn === null ? ["publish"] : []),
    ...permits,
    ...(parameter === null ? [] : [`store ${parameter}`]),
  ];
}
