/**
 * Everything a log can say is put where it reaches the report: tags, scripts, addresses, styles, text that
 * turns around, and names of 10 KB.
 */
import {
  analysis,
  type Case,
  cause,
  copy,
  environment,
  error,
  explained,
  gap,
  incident,
  origin,
  quoted,
  ref,
  series,
  start,
} from "./fixtures.ts";

export const attacks = {
  script: "<script>alert(1)</script>",
  image: "<img src=https://attacker.example/x onerror=alert(1)>",
  closing: "</script></style></title></pre></details><script>alert(2)</script>",
  attribute: `" onmouseover="alert(3)" autofocus onfocus="alert(3)" x="`,
  apostrophe: "' onclick='alert(4)' x='",
  address: "javascript:alert(5)",
  data: "data:text/html,<script>alert(6)</script>",
  style: "</style><style>body{display:none;background:url(https://attacker.example/css)}",
  rule: "red;background:url(https://attacker.example/rule)",
  comment: "<!-- <![CDATA[ ]]> -->",
  entity: "&lt;script&gt;alert(7)&lt;/script&gt;",
  reversed: "\u202egpj.exe\u2066",
  control: "\u0000\u001b[31mred\u001b[0m\u0007",
  hash: "#cause-0",
  template: "{{alert(8)}}`$\u007balert(8)}`",
  path: "/var/task/../../etc/passwd\n\r<svg onload=alert(9)>",
  surrogate: "\ud800half",
} as const;

const all: readonly string[] = [...Object.values(attacks), `n${"a".repeat(10_000)}`];

/** What is in a forged line's evidence is anything at all. */
function evidenceOf(text: string): object {
  return {
    [text]: text,
    __proto__: { [text]: text },
    nested: { deep: [[[[[[[[text]]]]]]]], path: `/${text}` },
    number: Number.NaN,
    nothing: null,
  };
}

export function hostileCase(): Case {
  const copies = all.map((text, at) =>
    copy(text, text, at % 2 === 0 ? "layer" : "function", {
      path: text,
      link: text,
      importer: text,
      specifier: text,
      how: text as never,
    }),
  );
  const causes = all.map((text, at) => ({
    ...cause({
      code: "shadowed-package",
      package: text,
      winner: copies[at] ?? null,
      loser: copy(text, text, text as never, { path: `lost ${text}` }),
      range: text,
      message: text,
      fix: text,
      reason: text,
      evidence: evidenceOf(text),
      explains: [at],
      blast: {
        functions: [text],
        versions: [text],
        environments: 1e308,
        invocations: 1,
        failed: 1,
        without: { invocations: 0, failed: 0 },
      },
    }),
    docs: text,
  }));
  const raw = (text: string) => ({ ...origin(1, text), file: text, logStream: text });
  const errors = all.map((text) =>
    error({
      functionName: text,
      functionVersions: [text],
      name: text,
      code: text,
      message: text,
      frames: [text],
      told: {
        explanation: text,
        mixedRoots: text,
        findings: [{ code: text, package: text }],
        cause: null,
        isJudged: true,
        missing: { kind: "not-a-function", name: text, of: text, winnerHas: false, loserHas: true },
        thrown: "by-engine",
        called: null,
        chain: [{ name: text, code: text, frames: [text] }],
      },
      examples: [{ requestId: text, environment: text, origin: raw(text) }],
    }),
  );
  return {
    incident: incident({
      environments: all.map((text) =>
        environment(text, copies, { functionName: text, functionVersion: text, fingerprint: text }),
      ),
      errors,
      series: all.map((text) => series(text, text, start, [[1, 1]], text)),
    }),
    analysis: analysis({
      answer: {
        verdict: "collision",
        summary: { kind: "failure-line", error: 0, failures: 1 },
        cause: 0,
        since: start,
        ended: null,
        fix: all.join(" "),
        confidence: "low",
        because: all.map((text) => ({
          kind: "link",
          grade: "lead",
          level: 1,
          mechanism: { kind: "name-missing", name: text, loserHas: true },
          link: { kind: "same-invocation", error: text, link: { kind: "loader-message", package: text } },
        })),
        missing: all.map((_, gap) => ({ kind: "gap", gap })),
      },
      causes: causes.map((each, at) => ({
        ...each,
        observed: { ...each.observed, origin: raw(all[at] ?? "") },
      })),
      errors: errors.map((each, at) =>
        explained(each, {
          explanation: quoted(at === 0 ? all.join(" ") : (all[at] ?? "")),
          mixed: { kind: "failure-line", quotation: all[at] ?? "" },
          causes: [at],
          frames: [{ text: all[at] ?? "", copy: ref(copies[at] ?? copy("a", null, "layer")) }],
        }),
      ),
      drift: all.map((text, at) => ({
        functionName: text,
        from: { fingerprint: text, versions: [text], until: start },
        to: { fingerprint: text, versions: [text], since: start },
        changes: [
          { kind: "version" as const, package: text, before: copies[at] ?? null, after: copies[at] ?? null },
        ],
        onlyOwnCode: false,
        between: [{ kind: "deploy" as const, versions: { before: [text], after: [text] } }],
      })),
      timeline: all.map((text, at) => ({
        at: at % 2 === 0 ? start : 8e15,
        kind: "gap",
        functionName: text,
        origin: raw(text),
        gap: at,
      })),
      gaps: all.map((text) =>
        gap("limit", text, { functionName: text, from: -1, to: 8.7e15, origin: raw(text) }),
      ),
    }),
  };
}
