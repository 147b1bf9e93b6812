/** The layer version for functions: a given one, the one with this content, or one that is published first. */
import { planFor } from "../publish/plan.ts";
import { publishVersion } from "../publish/publish.ts";
import { type Content, Region } from "../publish/region.ts";
import type { LambdaSdk } from "../publish/sdk.ts";
import type { LambdaAccount } from "./lambda-account.ts";

/** What the command line says. */
export type LayerRequest =
  | { readonly kind: "arn"; readonly arn: string; readonly name: string }
  | { readonly kind: "content"; readonly name: string; readonly hash: string; readonly content: Content };

export interface Layer {
  readonly name: string;
  /** Until it is published, a text that no function has as a layer. */
  readonly arn: string;
  readonly isPublished: boolean;
  /** Packed. */
  readonly bytes: number;
  readonly isSigned: boolean;
}

interface Place {
  readonly sdk: LambdaSdk;
  readonly region: string;
  readonly profile: string | null;
}

/** Reads only. @throws CallError */
export async function findLayer(request: LayerRequest, account: LambdaAccount, place: Place): Promise<Layer> {
  const { name } = request;
  if (request.kind === "arn")
    return { name, arn: request.arn, isPublished: true, ...(await account.layerVersion(request.arn)) };
  const { hash, content } = request;
  const { arn } = await planFor(regionOf(name, place), { hash, permissions: [], parameter: null });
  return {
    name,
    arn: arn ?? "not published yet",
    isPublished: arn !== null,
    bytes: content.zip.length,
    isSigned: false,
  };
}

/** @throws CallError */
export async function publishLayer(layer: Layer, content: Content, place: Place): Promise<Layer> {
  const { arn } = await publishVersion(regionOf(layer.name, place), content);
  return { ...layer, arn, isPublished: true };
}

function regionOf(layer: string, { sdk, region, profile }: Place): Region {
  return new Region({ lambda: sdk, ssm: null }, { name: region, layer, profile });
}
