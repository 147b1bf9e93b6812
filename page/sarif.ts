/**
 * What reports have in common as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). A fix is text:
 * SARIF's `fix` objects must hold replacements of bytes, which no report gives.
 */
import { shortened } from "./html.ts";
import type { Level } from "./signs.ts";

const maxText = 2_000;

export const sarifLevels: Readonly<Record<Level, "note" | "warning" | "error">> = {
  info: "note",
  warning: "warning",
  error: "error",
};

/** The folders that addresses are relative to. */
export type UriBases = Readonly<
  Record<string, { readonly uri?: string; readonly description: { readonly text: string } }>
>;

/** Where a function's own files lie; uriBaseId of `inFunction`. */
export const functionBase: UriBases = {
  FUNCTION: { uri: "file:///", description: { text: "The file system of the Lambda function" } },
};

export interface Kind<Code extends string> {
  readonly code: Code;
  readonly title: string;
  /** The path of its page in Outcrop's repository. */
  readonly docs: string;
  readonly family: string;
  /** Its name in one word. */
  readonly name: string;
}

export interface Notification {
  readonly id: string;
  readonly level: "note" | "warning" | "error";
  readonly text: string;
}

export interface SarifRun<Rule, Result, Properties> {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly bases: UriBases;
  readonly notifications: readonly Notification[];
  readonly results: readonly Result[];
  readonly properties: Properties;
}

export function sarifLog<Rule, Result, Properties>(run: SarifRun<Rule, Result, Properties>) {
  const { version, rules, bases, notifications, results, properties } = run;
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Outcrop", version, rules } },
        originalUriBaseIds: bases,
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notifications.map(({ id, level, text }) => ({
              level,
              message: { text: cut(text) },
              descriptor: { id },
            })),
          },
        ],
        results,
        properties,
      },
    ],
  };
}

/** @param docsBase the address above `docs`; without one the rule names the page and has no address */
export function sarifRule<const Code extends string>(
  { code, title, docs, family, name }: Kind<Code>,
  docsBase: string | undefined,
) {
  return {
    id: code,
    name,
    shortDescription: { text: `${title}.` },
    help: { text: `${title}. How to confirm it, how to fix it and when to accept it: ${docs}` },
    ...(docsBase !== undefined && {
      helpUri: new URL(docs, docsBase.endsWith("/") ? docsBase : `${docsBase}/`).href,
    }),
    properties: { tags: [family] },
  };
}

export function inFunction(path: string) {
  return {
    physicalLocation: { artifactLocation: { uri: uriPath(path.replace(/^\/+/, "")), uriBaseId: "FUNCTION" } },
  };
}

interface Copy {
  readonly package: string;
  readonly version: string | null;
  readonly root: string;
}

/** The package a result is about, and the copy that was chosen. */
export function inModule(name: string, winner: Copy | null) {
  const { package: of, version, root } = winner ?? { package: name, version: null, root: null };
  const fullyQualifiedName = cut(root === null ? of : `${root}:${of}@${version ?? ""}`);
  return { name: cut(name), fullyQualifiedName, kind: "module" };
}

/** Equal for the same problem in each run. */
export function sarifFingerprint(...parts: readonly string[]) {
  return { "outcrop/finding/v1": cut(parts.join(" ")) };
}

/** Each segment encoded, so that none looks like a scheme, a query or a fragment. */
export function uriPath(path: string): string {
  return (
    cut(path)
      .toWellFormed()
      .split("/")
      .map((segment) => encodeURIComponent(segment))
      .join("/") || "."
  );
}

export function cut(text: string): string {
  return shortened(text, maxText);
}
