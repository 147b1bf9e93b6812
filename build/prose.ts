/**
 * The prose in a file: the text of a page, and the comments and string literals of a program.
 *
 * The answer has as many characters as the file, at the same places, so an index into it is an index into the
 * file. Everything that is not prose (code, code spans, quotations, addresses) is a NUL, which keeps a phrase
 * from reaching across it. Comment marks are blanks, so a phrase may continue in the comment's next line.
 */
import { SyntaxKind } from "typescript/unstable/ast";
import { createScanner } from "typescript/unstable/ast/scanner";

const barrier = "\0";

/** Null for a kind of file that holds no prose. */
export function proseOf(path: string, text: string): string | null {
  if (path.endsWith(".md")) return ofPage(text);
  if (path.endsWith(".ts")) return ofProgram(text);
  if (/\.(bash|sh|yaml|yml|tf)$|(^|\/)Dockerfile[^/]*$/.test(path) || text.startsWith("#!"))
    return ofHashComments(text);
  return null;
}

/** All characters but line feeds, replaced. */
const hide = (text: string): string => text.replace(/[^\n]/g, barrier);
const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** A code span, the same within a template literal, and a quotation. */
const quotations: readonly RegExp[] = [
  /(?<![`\\])(`+)(?!`)[^\0]{1,400}?(?<!`)\1(?!`)/g,
  /\\`[^`\0]{1,400}?\\`/g,
  /\\?"[^"\0]{0,400}?"/g,
];

/** Code spans and the words of others are not ours. A mark that is alone in its paragraph quotes nothing. */
function withoutQuotations(text: string): string {
  return quotations.reduce(
    (rest, quotation) =>
      rest.replace(quotation, (quoted) => (/\n\s*\n/.test(quoted) ? quoted : hide(quoted))),
    text,
  );
}

function ofPage(text: string): string {
  const body = text
    .replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2 *$/gm, hide)
    .replace(/<!--[\s\S]*?-->/g, hide)
    .replace(/\]\([^)\s]*\)|https?:\/\/\S+/g, hide);
  return withoutQuotations(body).replace(/[|#>]|\n(?=\s*\n)/g, barrier);
}

/** The comments of a language in which `#` begins one. */
function ofHashComments(text: string): string {
  const lines = text.split("\n").map((line) => {
    const comment = /(?<=^|\s)#+(?= )/.exec(line);
    if (comment === null) return hide(line);
    const code = line.slice(0, comment.index);
    const rest = line.slice(comment.index + comment[0].length);
    return (code.trim() === "" ? blank(code) : hide(code)) + blank(comment[0]) + rest;
  });
  return withoutQuotations(lines.join("\n"));
}

/** After one of these a slash divides; after anything else it begins a regular expression. */
const operands: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
  SyntaxKind.PrivateIdentifier,
]);

function ofProgram(text: string): string {
  const scanner = createScanner(false);
  scanner.setText(text);
  const parts: string[] = [];
  /** For each `${` that is open, how many braces are open in it. */
  const templates: number[] = [];
  let before: SyntaxKind = SyntaxKind.Unknown;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFile; kind = scanner.scan()) {
    const depth = templates.at(-1);
    if ((kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) && !operands.has(before)) {
      kind = scanner.reScanSlashToken();
    } else if (kind === SyntaxKind.TemplateHead) {
      templates.push(0);
    } else if (depth !== undefined && kind === SyntaxKind.OpenBraceToken) {
      templates[templates.length - 1] = depth + 1;
    } else if (depth !== undefined && kind === SyntaxKind.CloseBraceToken) {
      if (depth > 0) {
        templates[templates.length - 1] = depth - 1;
      } else {
        kind = scanner.reScanTemplateToken(false);
        if (kind === SyntaxKind.TemplateTail) templates.pop();
      }
    }
    parts.push(proseOfToken(kind, scanner.getTokenText()));
    if (!isTrivia(kind)) before = kind;
  }
  return parts.join("");
}

function isTrivia(kind: SyntaxKind): boolean {
  return (
    isSpace(kind) || kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia
  );
}

function isSpace(kind: SyntaxKind): boolean {
  return kind === SyntaxKind.WhitespaceTrivia || kind === SyntaxKind.NewLineTrivia;
}

const literals: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]);

function proseOfToken(kind: SyntaxKind, token: string): string {
  if (isSpace(kind)) return token;
  if (kind === SyntaxKind.SingleLineCommentTrivia) return withoutQuotations(token.replace(/^\/\/+/, blank));
  if (kind === SyntaxKind.MultiLineCommentTrivia)
    return withoutQuotations(token.replace(/^\/\*+|^ *\*(?!\/)|\*\/$/gm, blank));
  // A literal of one word is a name or a key.
  if (!literals.has(kind) || !/\w\s+\S|\S\s+\w/.test(token)) return hide(token);
  const inner = token.slice(1, -1).replace(/\\[nrt]/g, "  ");
  return `${barrier}${withoutQuotations(inner)}${barrier}`;
}
