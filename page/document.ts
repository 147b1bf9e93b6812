/** A report as one file that asks for nothing: all style and script is in it, and its policy allows no other. */
import { Html, html } from "./html.ts";
import { policyFor } from "./policy.ts";

export interface ReportDocument {
  readonly title: string;
  readonly style: string;
  /** The only script that may run; empty for none. */
  readonly script: string;
  readonly body: Html;
}

export function reportDocument({ title, style, script, body }: ReportDocument): string {
  const page = html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${new Html(policyFor(style, script))}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>${title}</title>
        <style>${new Html(style)}</style>
      </head>
      <body>
        ${body}
        ${script !== "" && html`<script>${new Html(script)}</script>`}
      </body>
    </html>
  `;
  return `<!doctype html>\n${page}\n`;
}
