/**
 * The part of a written page that a generator writes: everything between `<!-- generated: NAME -->` and
 * `<!-- end -->`.
 */

/** @throws Error where the page has no such block, or two. */
export function withBlock(page: string, name: string, text: string): string {
  const [before, after, ...more] = page.split(`<!-- generated: ${name} -->\n`);
  const end = after?.indexOf("<!-- end -->") ?? -1;
  if (before === undefined || after === undefined || more.length > 0 || end === -1)
    throw new Error(`the page must have one block from <!-- generated: ${name} --> to <!-- end -->`);
  return `${before}<!-- generated: ${name} -->\n\n${text}\n\n${after.slice(end)}`;
}
