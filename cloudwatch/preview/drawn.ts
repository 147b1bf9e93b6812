/** What each widget shows, without a word of how it looks. */

import type { Table } from "../insights/table.ts";
import type { AlarmState } from "./alarm-state.ts";
import type { Contributor } from "./contributors.ts";
import type { MetricProperties, Place } from "./dashboard-body.ts";
import type { MetricResult } from "./metric-widget.ts";

/** The text instead of an empty widget. */
export interface Empty {
  readonly state: "good" | "unknown";
  readonly text: string;
}

export type Drawn = Place & { readonly title: string | null } & (
    | { readonly kind: "text"; readonly markdown: string; readonly transparent: boolean }
    | { readonly kind: "alarms"; readonly alarms: readonly AlarmState[] }
    | { readonly kind: "metrics"; readonly properties: MetricProperties; readonly result: MetricResult }
    | {
        readonly kind: "contributors";
        readonly keys: readonly string[];
        readonly contributors: readonly Contributor[];
      }
    | { readonly kind: "table"; readonly table: Table }
    | { readonly kind: "empty"; readonly empty: Empty }
    /** Only where the body asks for something the preview does not know: the tests let none through. */
    | { readonly kind: "failed"; readonly reason: string }
  );
