import { brief, type Html, html } from "../../page/html.ts";
import { numberText } from "../../page/number.ts";
import { dateTime } from "../../page/time.ts";
import type { AlarmState } from "./alarm-state.ts";

/** A sign next to the word, since some people cannot see the colour. */
const signs = {
  ALARM: { sign: "▲", word: "ALARM", style: "error" },
  OK: { sign: "✓", word: "OK", style: "good" },
  INSUFFICIENT_DATA: { sign: "?", word: "NO DATA", style: "calm" },
} as const;

const shown = 5;

export function alarmList(alarms: readonly AlarmState[]): Html {
  return html`<ul class="alarms">${alarms.map(item)}</ul>`;
}

function item({ alarm, state, since, value, threshold, raisedBy }: AlarmState): Html {
  const { sign, word, style } = signs[state];
  const side = alarm.comparison === "LessThanThreshold" ? "below" : "at or above";
  const last = value === null ? "not counted in these logs" : `last value ${numberText(value)}`;
  const when =
    since === null ? "" : `${state === "ALARM" ? "since" : "again since"} ${dateTime(since)} UTC; `;
  const by = raisedBy.slice(0, shown).map((name) => html`<code>${brief(name, 60)}</code> `);
  const rest = raisedBy.length - shown;
  return html`
    <li class="${style}">
      <span class="badge"><span aria-hidden="true">${sign}</span> ${word}</span>
      <div>
        <strong>${alarm.title}</strong>
        <p class="note">
          ${state === "ALARM" && html`${by}${rest > 0 && `and ${rest} more `}`}
          ${when}${last}, alarm ${side} ${numberText(threshold)}
        </p>
      </div>
    </li>
  `;
}
