/** What the answer to an incident says, by its outcome. */
import { describe, expect, it } from "vitest";
import type { Answer, ExplainedError, Summary } from "../../../incident/analysis/analysis.ts";
import type { Evidence } from "../../../incident/analysis/evidence.ts";
import { answerText } from "../../../incident/report/words/answer.ts";
import { briefAnswer, otherReasons } from "../../../incident/report/words/brief.ts";
import { headline } from "../../../incident/report/words/verdict.ts";
import { rich } from "./reports.ts";

const { analysis } = rich;
const [explained] = analysis.errors as readonly [ExplainedError];
const rate = (invocations: number, failed: number) => ({ invocations, failed });

describe("an outcome", () => {
  const said = (verdict: Answer["verdict"], summary: Summary, parts: Partial<Answer> = {}) => {
    const answer = { ...analysis.answer, verdict, summary, since: null, ended: null, fix: null, ...parts };
    const about = { ...analysis, answer };
    return { headline: headline(answer), text: answerText(about), brief: briefAnswer(about) };
  };
  const collision = {
    kind: "collision",
    cause: 0,
    equals: [],
    errors: [0],
    failures: 24,
    handled: false,
    others: 0,
    before: null,
  } as const satisfies Summary;

  it("of handled errors says that no invocation failed", () => {
    const { headline: title, text } = said("collision", { ...collision, handled: true, others: 2 });
    expect(title).toBe("A collision explains the errors that the function handled");
    expect(text).toContain(
      "orders caught and logged TypeError (z.iso is not a function): 24 times, and no invocation failed; 2 " +
        "other handled errors have another cause.",
    );
  });

  it("with several that fit names all, and what would distinguish them", () => {
    const { headline: title, text, brief } = said("collision", { ...collision, equals: [1] });
    expect(title).toBe("2 collisions fit the failures");
    expect(text).toContain("It fits as well that it is shadowed-package: zod@3.24.4 in the layer hides");
    expect(brief.cause).toBe(
      "range-violation of zod or shadowed-package of zod: these logs do not show which",
    );
    expect(brief.fix).toMatch(/^To distinguish them, repair zod alone and call the function again: /);
  });

  it("of errors that Outcrop did not observe says that these logs do not show the cause", () => {
    const {
      headline: title,
      text,
      brief,
    } = said("no-data", { kind: "blind", errors: [0] }, { because: [{ kind: "no-outcrop-line" }] });
    expect(title).toBe("These logs do not show the cause");
    expect(text).toBe(
      "orders had TypeError (z.iso is not a function). Outcrop saw nothing of the environments of these " +
        "errors, so these logs do not show which copies they loaded.",
    );
    expect(brief.confidence).toBe("Not known: the logs have no line of Outcrop about what was loaded.");
  });

  it.each([
    [["8"], "version 8"],
    [["8", "9"], "versions 8 and 9"],
  ])("that ended says so, with %j", (versions, named) => {
    const [since, at] = [Date.UTC(2026, 10, 20, 3), Date.UTC(2026, 10, 20, 4)];
    expect(said("collision", collision, { since, ended: { at, versions } }).text).toContain(
      `(z.iso is not a function) from 2026-11-20T03:00:00Z to 2026-11-20T04:00:00Z, and not since ${named}: `,
    );
  });

  it("without a collision says what was looked at", () => {
    const { headline: title, brief } = said(
      "no-collision",
      {
        kind: "no-collision",
        errors: [0],
        handled: false,
        findings: 0,
        line: null,
        explained: 0,
        before: null,
      },
      { because: [{ kind: "errors-judged", errors: 1 }] },
    );
    expect(title).toBe("No collision explains the failures");
    expect(brief.confidence).toBe(
      "High: the error was judged with what had been loaded, and no finding is linked to it.",
    );
  });

  it("without a collision says once what was ruled out", () => {
    const finding = { code: "range-violation", package: "zod", against: [], clean: 9, elsewhere: 0 } as const;
    const ruledOut = { kind: "ruled-out", ...finding } as const;
    const answer: Answer = {
      ...analysis.answer,
      verdict: "no-collision",
      because: [{ kind: "errors-judged", errors: 1 }, ruledOut],
      summary: {
        kind: "no-collision",
        errors: [0],
        handled: false,
        findings: 1,
        line: null,
        explained: 0,
        before: null,
      },
    };
    const about = { ...analysis, answer, errors: [{ ...explained, explanation: ruledOut }] };
    expect(briefAnswer(about).cause).toBe(
      "No collision was found. range-violation of zod was looked at, and too much speaks against it. " +
        "9 invocations went well under the same finding.",
    );
    expect(otherReasons(about)).toEqual([]);
  });

  it("is given with its contrast, or with what speaks against it", () => {
    const contrast = { kind: "contrast", with: rate(8, 6), without: rate(10, 0), chance: 0 } as const;
    const [link] = analysis.answer.because;
    const because = [link, { kind: "appeared" }, contrast].filter((one) => one !== undefined) as Evidence[];
    expect(said("collision", collision, { because }).brief.confidence).toBe(
      "High: the evidence is direct. The module loader's error names zod. With it 6 of 8 invocations had " +
        "the error, without it 0 of 10. By chance such a difference comes up in fewer than 1 of 1,000 " +
        "cases (Fisher's exact test).",
    );
  });
});
