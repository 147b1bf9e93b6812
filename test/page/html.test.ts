import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brief, html, shortened, visible } from "../../page/html.ts";
import { renderMarkdown } from "../../page/markdown.ts";
import { axisTicks, numberText } from "../../page/number.ts";
import { dateTime, duration, tickText } from "../../page/time.ts";

describe("a template", () => {
  it("escapes text, keeps HTML, and leaves out missing parts", () => {
    const item = html`<li>${"<&>\"'"}</li>`;
    expect(html`<ul title="${'"'}">${[item, item]}${null}${false}${0}</ul>`.text).toBe(
      '<ul title="&quot;"><li>&lt;&amp;&gt;&quot;&#39;</li><li>&lt;&amp;&gt;&quot;&#39;</li>0</ul>',
    );
  });

  it("leaves out a line break next to a tag or a part, and makes one blank of it elsewhere", () => {
    const item = html`
      <li
        class="a"
        id="${"b"}"
        lang="en">
        one
        two
        ${"three\n  four"}
        <b>five</b>
      </li>
    `;
    expect(item.text).toBe('<li class="a" id="b" lang="en">one twothree\n  four<b>five</b></li>');
  });

  it("shows characters that no one could see", () => {
    expect(visible("a\u202eb\u200bc\u0007\n\td\ud800")).toBe("a\\u{202e}b\\u{200b}c\\u{7}\n\td\\u{d800}");
  });

  it("never lets text be a tag", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => void expect(html`${text}`.text).not.toMatch(/[<>"']/),
      ),
    );
  });
});

describe("text that is too long", () => {
  it("keeps its beginning and its end, and all of it in the title", () => {
    expect(shortened("abcdefghij", 6)).toBe("abc…ij");
    expect(shortened("abcdef", 6)).toBe("abcdef");
    expect(brief("abcdefghij", 6).text).toBe('<span title="abcdefghij">abc…ij</span>');
  });

  it("may break at the joints of paths and names", () => {
    expect(brief("/opt/nodejs/x.js and y", 99).text).toBe("/<wbr>opt/<wbr>nodejs/<wbr>x.<wbr>js and y");
    expect(
      brief("a".repeat(90), 99)
        .text.split("<wbr>")
        .map((part) => part.length),
    ).toEqual([40, 40, 10]);
  });

  it("loses no character but what is cut", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => void expect(brief(text, 1000).text.replaceAll("<wbr>", "")).toBe(html`${text}`.text),
      ),
    );
  });
});

describe("Markdown", () => {
  it.each([
    ["## A *b* **c** `<d>`", "<h2>A <em>b</em> <strong>c</strong> <code>&lt;d&gt;</code></h2>"],
    ["one\ntwo\n\nthree", "<p>one two</p><p>three</p>"],
    ["### A\ntext", "<h3>A</h3><p>text</p>"],
    ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    [
      "[here](https://x.example/?a=1&b)",
      '<p><a href="https://x.example/?a=1&amp;b" rel="noreferrer">here</a></p>',
    ],
    ["[here](javascript:alert)", "<p>[here](javascript:alert)</p>"],
    ["<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"],
    [
      "| a | b |\n|---|---|\n| c | **d** |",
      '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><th ' +
        'scope="row">c</th><td><strong>d</strong></td></tr></tbody></table>',
    ],
  ])("%j", (markdown, expected) => expect(renderMarkdown(markdown).text).toBe(expected));

  it("never makes a tag of what is written", () => {
    const cells = ["table", "thead", "tbody", "tr", "td", "th", 'th scope="(?:col|row)"'];
    const link = 'a href="https:[^"<>]*" rel="noreferrer"';
    const names = ["h[2-6]", "p", "ul", "li", "em", "strong", "code", ...cells, link];
    const tags = new RegExp(`<(?!/?(?:${names.join("|")})>|/a>)`);
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("# ", "*", "**", "`", "[", "](https://", ")", "|", "\n", "---", "<b>", '"', "a"),
        ),
        (parts) => void expect(renderMarkdown(parts.join("")).text).not.toMatch(tags),
      ),
    );
  });
});

describe("numbers and times", () => {
  it.each([
    [0, "0"],
    [46082, "46,082"],
    [1.756, "1.76"],
    [0.25, "0.25"],
    [1e300, "1.0e+300"],
    [Number.NaN, "–"],
    [-3, "-3"],
  ])("%d is %s", (value, text) => expect(numberText(value)).toBe(text));

  it.each([
    [0, 1, [0, 1]],
    [0, 4, [0, 1, 2, 3, 4]],
    [0, 139, [0, 50, 100, 150]],
    [0, 0, [0, 1]],
    [-2, 3, [-2, 0, 2, 4]],
  ])("an axis from %d to %d", (least, most, ticks) => expect(axisTicks(least, most)).toEqual(ticks));

  it("say what the range needs", () => {
    const time = Date.UTC(2026, 10, 21, 10, 5, 6, 78);
    expect([dateTime(time), dateTime(time, true), dateTime(1e20)]).toEqual([
      "2026-11-21 10:05:06",
      "2026-11-21 10:05:06.078",
      "unknown",
    ]);
    expect([50, 5000, 60_000, 86_400_000].map((step) => tickText(time, step))).toEqual([
      "10:05:06.078",
      "10:05:06",
      "10:05",
      "11-21",
    ]);
    expect([175, 6900, 60_000, 9e8].map(duration)).toEqual([
      "175 ms",
      "6.9 seconds",
      "1 minute",
      "10.4 days",
    ]);
  });
});
