/** Where Node looked is often the same for many findings: a report says it once. */
import { lookedText } from "../../core/findings/rules/shared/unresolved-message.ts";
import { andList } from "../../page/counts.ts";
import type { CheckedFinding } from "../check-function.ts";

const maxNames = 4;

export interface Looked {
  /** Without what `once` says. */
  messageOf(finding: CheckedFinding): string;
  /** A sentence each. */
  readonly once: readonly string[];
}

export function lookedOnce(findings: readonly CheckedFinding[]): Looked {
  const names = new Map<string, string[]>();
  for (const finding of findings) {
    const text = lookedIn(finding);
    if (text !== null) names.set(text, [...(names.get(text) ?? []), finding.package]);
  }
  const isShared = (text: string | null): text is string =>
    text !== null && (names.get(text)?.length ?? 0) > 1;
  return {
    messageOf(finding) {
      const text = lookedIn(finding);
      return isShared(text) ? finding.message.replace(` ${text}`, () => "") : finding.message;
    },
    once: [...names]
      .filter(([text]) => isShared(text))
      .map(([text, packages]) => `For ${andList([...new Set(packages)], maxNames)}: ${text}`),
  };
}

function lookedIn({ code, evidence, message }: CheckedFinding): string | null {
  if (code !== "unresolved-module" || typeof evidence !== "object" || evidence === null) return null;
  const searched: unknown = "searched" in evidence ? evidence.searched : [];
  if (!Array.isArray(searched) || searched.length === 0) return null;
  const text = lookedText(searched.map(String));
  return message.includes(` ${text}`) ? text : null;
}
