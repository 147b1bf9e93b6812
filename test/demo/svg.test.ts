import { styleText } from "node:util";
import { describe, expect, it } from "vitest";
import { svgOfTerminal } from "../../sandbox/demo/svg.ts";

const painted = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { validateStream: false });

describe("the picture of a terminal", () => {
  it("puts every group of words at its column, with its colour", () => {
    const svg = svgOfTerminal([`${painted(["red", "bold"], "ERROR")}  a  ${painted("dim", "b c")}`], "title");
    expect(
      [...svg.matchAll(/<text x="(\d+)"[^>]*?fill="([^"]+)"([^>]*)>([^<]*)</g)].map(([, ...parts]) => parts),
    ).toEqual([
      ["20", "#ff7b72", ' font-weight="bold"', "ERROR"],
      ["76", "#d6dde5", "", "a"],
      ["100", "#d6dde5", ' opacity="0.65"', "b c"],
    ]);
  });

  it("writes text that XML would take for its own", () => {
    expect(svgOfTerminal(["a < b && c > d"], "<t>")).toMatch(
      /<title>&lt;t&gt;<\/title>[\s\S]*>a &lt; b &amp;&amp; c &gt; d</,
    );
  });

  it("is as high as its lines", () => {
    const height = (lines: string[]): number => Number(/ height="(\d+)"/.exec(svgOfTerminal(lines, ""))?.[1]);
    expect(height(["a", "", "b"]) - height(["a"])).toBe(2 * 19);
  });
});
