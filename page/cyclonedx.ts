/**
 * A software bill of materials as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). Each copy of a package is
 * a component of its own: two copies of one version are two places to repair.
 *
 * @cyclonedx/cyclonedx-library does not write it: its models have neither `evidence.occurrences` nor
 * `evidence.identity`. Tests validate with its schemas.
 */
import { createHash } from "node:crypto";

/** How it is known that the package is there, of CycloneDX's techniques; `other` for what is said to be there. */
export type Technique = "instrumentation" | "manifest-analysis" | "binary-analysis" | "other";

export interface SbomCopy {
  /** Its folder in the function's file system, or the path of a native file that belongs to no package. */
  readonly path: string;
  readonly kind: "package" | "file";
  /** The package's own name, not that of an alias. */
  readonly name: string;
  readonly version: string | null;
  readonly root: string;
  /** Its layer's label; null if it is in no layer, or in one that is not known. */
  readonly layer: string | null;
  /** The strongest first. */
  readonly techniques: readonly Technique[];
  /** Whether it is loaded; `will` and `may` are foretold before the deploy. */
  readonly loaded: "true" | "false" | "will" | "may";
  /** Paths of the copies that it was, or will be, chosen over. */
  readonly over: readonly string[];
  /** Path of the copy that is chosen instead. */
  readonly under: readonly string[];
  /** More facts, by the names of properties without their prefix. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface Sbom {
  /** The function. */
  readonly name: string;
  readonly version: string | null;
  /** `operations`: it was seen in production. `post-build`: it was read before the deploy. */
  readonly phase: "post-build" | "operations";
  /** When that was, in milliseconds since the epoch. */
  readonly at: number;
  readonly outcropVersion: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly copies: readonly SbomCopy[];
}

const confidences: Readonly<Record<Technique, number>> = {
  instrumentation: 1,
  "manifest-analysis": 0.9,
  "binary-analysis": 0.7,
  other: 0.5,
};

export function cycloneDx({ name, version, phase, at, outcropVersion, facts, copies }: Sbom) {
  const components = copies.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(component);
  const subject = {
    type: "application",
    "bom-ref": `function:${name}`,
    name,
    ...(version !== null && { version }),
    properties: properties(facts),
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([subject, phase, at, components]))}`,
    version: 1,
    metadata: {
      timestamp: new Date(at).toISOString(),
      lifecycles: [{ phase }],
      tools: { components: [{ type: "application", name: "outcrop", version: outcropVersion }] },
      component: subject,
    },
    components,
  };
}

function component(copy: SbomCopy) {
  const { path, kind, name, version, root, layer, techniques, loaded, over, under, facts } = copy;
  const [, scope, short = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const purl = kind === "package" ? purlOf(name, version) : null;
  const [strongest = "manifest-analysis"] = techniques;
  return {
    type: kind === "package" ? "library" : "file",
    "bom-ref": path,
    ...(scope !== undefined && { group: scope }),
    name: short,
    ...(version !== null && { version }),
    ...(purl !== null && { purl }),
    evidence: {
      identity: [
        {
          field: purl === null ? "name" : "purl",
          confidence: confidences[strongest],
          methods: techniques.map((technique) => ({ technique, confidence: confidences[technique] })),
        },
      ],
      occurrences: [
        {
          location: path,
          additionalContext: layer === null ? `root ${root}` : `root ${root}, layer ${layer}`,
        },
      ],
    },
    properties: properties(
      { root, ...(layer !== null && { layer }), loaded, ...facts },
      over.map((other) => ["winner", `over ${other}`]),
      under.map((other) => ["shadowedBy", other]),
    ),
  };
}

/** Package URL specification, npm: each part is percent-encoded. */
export function purlOf(name: string, version: string | null): string {
  const path = name.split("/").map(encoded).join("/");
  return version === null ? `pkg:npm/${path}` : `pkg:npm/${path}@${encoded(version)}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function properties(
  facts: Readonly<Record<string, string>>,
  ...more: readonly (readonly (readonly string[])[])[]
): readonly { readonly name: string; readonly value: string }[] {
  return [...Object.entries(facts), ...more.flat()].map(([name = "", value = ""]) => ({
    name: `outcrop:${name}`,
    value,
  }));
}

/** Version 8 of RFC 9562, which leaves its bits to the maker: equal content has an equal one. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
