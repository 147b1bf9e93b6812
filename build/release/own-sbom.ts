/** The bill of materials of Outcrop itself, as CycloneDX 1.6: whose code is in which asset. */
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { purlOf, uuidOf } from "../../page/cyclonedx.ts";
import type { Held } from "../bundled.ts";

export interface Release {
  readonly version: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** Asset -> the packages of which a part is in it. */
  readonly bundled: ReadonlyMap<string, readonly Held[]>;
  /** package-lock.json, with the hash of each package as npm installed it. */
  readonly lock: { readonly packages: Readonly<Record<string, LockedPackage>> };
}

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
}

export function ownSbom({ version, at, bundled, lock }: Release): string {
  const outcrop = new Models.Component(Enums.ComponentType.Application, "outcrop", {
    bomRef: `outcrop@${version}`,
    version,
    purl: purlOf("outcrop", version),
    licenses: new Models.LicenseRepository([new Models.SpdxLicense("MIT")]),
  });
  const bom = new Models.Bom({
    metadata: new Models.Metadata({
      timestamp: new Date(at),
      component: outcrop,
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
    }),
  });
  for (const { id, held, assets } of byPackage(bundled)) {
    const component = new Models.Component(Enums.ComponentType.Library, held.name, {
      bomRef: id,
      version: held.version,
      purl: purlOf(held.name, held.version),
      licenses: new Models.LicenseRepository([new Models.LicenseExpression(held.licence)]),
      hashes: hashesOf(held, lock),
      properties: new Models.PropertyRepository(
        assets.map((asset) => new Models.Property("outcrop:asset", asset)),
      ),
    });
    bom.components.add(component);
    outcrop.dependencies.add(component.bomRef);
  }
  const text = serialized(bom);
  // Equal content has an equal number.
  bom.serialNumber = `urn:uuid:${uuidOf(text)}`;
  return `${serialized(bom)}\n`;
}

interface HeldBy {
  /** `acorn@8.19.0` */
  readonly id: string;
  readonly held: Held;
  readonly assets: readonly string[];
}

function byPackage(bundled: Release["bundled"]): readonly HeldBy[] {
  const all = [...bundled].flatMap(([asset, packages]) =>
    packages.map((held) => ({ id: `${held.name}@${held.version}`, held, asset })),
  );
  const groups = Object.entries(Object.groupBy(all, ({ id }) => id)).sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([id, entries = []]) =>
    entries.slice(0, 1).map(({ held }) => ({ id, held, assets: entries.map(({ asset }) => asset) })),
  );
}

/** npm writes the hash of the package's archive as `sha512-BASE64`. */
function hashesOf({ name, version }: Held, { packages }: Release["lock"]): Models.HashDictionary {
  const found = Object.entries(packages).find(
    ([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version === version,
  );
  const [, sha512] = /^sha512-(\S+)$/.exec(found?.[1].integrity ?? "") ?? [];
  if (sha512 === undefined) throw new Error(`package-lock.json has no SHA-512 of ${name} ${version}`);
  const hex = Buffer.from(sha512, "base64").toString("hex");
  return new Models.HashDictionary([[Enums.HashAlgorithm["SHA-512"], hex]]);
}

function serialized(bom: Models.Bom): string {
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}
