/** Pieces that the sections of reports are made of. */
import { counted } from "./counts.ts";
import { brief, type Html, html, shortened } from "./html.ts";
import { type Level, severitySigns } from "./signs.ts";

export const maxName = 80;
export const maxPath = 240;
export const maxSentence = 1_200;

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly html: Html;
}

export function section(id: string, title: string, content: Html, note = ""): Section {
  const whole = html`
    <section id="${id}" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${note !== "" && html`<p class="note">${note}</p>`}
      ${content}
    </section>
  `;
  return { id, title, html: whole };
}

/** A table that scrolls by itself where the screen is narrow, so it is reached by the keyboard. */
export function tableOf(label: string, columns: readonly (string | Html)[], rows: readonly Html[]): Html {
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label="${label}">
      <table class="rows">
        <caption class="unseen">${label}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

export function leftOutNote(count: number, noun: string): Html {
  if (count <= 0) return html``;
  return html`
    <p class="note">
      ${counted(count, noun)} more ${count === 1 ? "is" : "are"} left out of this page to keep it small.
      The JSON report holds everything.
    </p>
  `;
}

export function severityChip(severity: Level): Html {
  const known = Object.hasOwn(severitySigns, severity) ? severitySigns[severity] : severitySigns.info;
  const sign = html`<span aria-hidden="true">${known.sign}</span>`;
  return html`<span class="chip ${known.style}">${sign} ${brief(severity, 20)}</span>`;
}

/** A sentence, which breaks between its words; the title has the whole of one that is cut. */
export function sentence(text: string, most = maxSentence): Html {
  const short = shortened(text, most);
  return short === text ? html`${text}` : html`<span title="${shortened(text, 4_000)}">${short}</span>`;
}

export function pathOf(path: string): Html {
  return html`<code>${brief(path, maxPath)}</code>`;
}

export function listed(names: readonly string[], most: number): Html {
  const shown = names.slice(0, most).map((name, at) => html`${at > 0 && ", "}${brief(name, maxName)}`);
  return html`${shown}${names.length > most && ` and ${names.length - most} more`}`;
}

/** Links to the sections of a report; its answer is in sight and needs none. */
export function contents(sections: readonly Section[]): Html {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="Contents"><ul>${links}</ul></nav>`;
}
