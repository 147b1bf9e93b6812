/** `outcrop explain`: each finding has a page, in each format. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingKinds } from "../../core/findings/finding.ts";
import { findingDocument } from "../../incident/report/html/finding-document.ts";
import { Workplace } from "./outcrop.ts";

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

const page = readFileSync("docs/findings/range-violation.md", "utf8");

describe("outcrop explain", () => {
  it("prints the page of a finding", () => {
    expect(place.run(["explain", "range-violation", "--format", "markdown"])).toEqual({
      status: 0,
      stdout: page,
      stderr: "",
    });
    const { stdout } = place.run(["explain", "range-violation"]);
    expect(stdout).toContain("\nHow to fix\n");
    expect(stdout.split("\n")).toHaveLength(page.split("\n").length);
  });

  it("prints headings in bold where colours are wanted", () => {
    const { stdout } = place.run(["explain", "range-violation"], "", { FORCE_COLOR: "1" });
    expect(stdout).toContain("\u001b[1mHow to fix\u001b[22m\n");
  });

  it("takes the format from the file's ending", () => {
    for (const [file, beginning] of [
      ["page.md", "# range-violation\n"],
      ["page.html", "<!doctype html>\n"],
      ["page.txt", "range-violation\n"],
    ] as const) {
      expect(place.run(["explain", "range-violation", "--out", file]).status).toBe(0);
      expect(readFileSync(join(place.path, file), "utf8").startsWith(beginning)).toBe(true);
    }
  });

  it.each([
    [[], "explain needs exactly one code"],
    [["torn-family", "range-violation"], "explain needs exactly one code"],
    [["torn"], "torn is not a finding; use one of abi-mismatch, "],
    [["torn-family", "--format", "pdf"], "--format must be one of terminal, markdown, html, not pdf"],
  ])("is called wrongly: %j", (parameters, message) => {
    const { status, stdout, stderr } = place.run(["explain", ...parameters]);
    expect(stderr).toContain(`outcrop: ${message}`);
    expect([stdout, status]).toEqual(["", 2]);
  });
});

describe("the page of a finding as HTML", () => {
  it.each(Object.values(findingKinds).map(({ code }) => code))("%s has all of it, and no link", (code) => {
    const document = findingDocument(code);
    const markdown = readFileSync(findingKinds[code].docs, "utf8");
    for (const [, heading] of markdown.matchAll(/^## (.*)$/gm))
      expect(document).toContain(`<h4>${heading}</h4>`);
    expect(document.match(/<pre>/g) ?? []).toHaveLength(markdown.match(/^```\w+$/gm)?.length ?? 0);
    expect(document).not.toMatch(/```|<a |^\| /m);
    expect(document).not.toMatch(/\]\(/);
  });
});
