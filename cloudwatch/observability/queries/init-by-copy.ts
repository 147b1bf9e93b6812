import { separator } from "../../../core/telemetry/inventory.ts";
import { placeReading } from "./each-copy.ts";
import type { SavedQuery } from "./saved-query.ts";

export const query: SavedQuery = {
  name: "init-by-copy",
  title: "What the init takes, by copy",
  question: "Which packages cost a cold start how much, and where are they?",
  reading:
    "Only functions with OUTCROP_LOAD_TIME=1 have rows. Milliseconds, in the mean of the environments that loaded the " +
    "copy: in its own files, and with all that it loads. Of each environment the 60 copies with the longest " +
    `times count. ${placeReading}`,
  parameters: [],
  text: `filter outcrop = "init" and ispresent(copies)
| fields jsonParse(concat('["', replace(copies, "${separator}", '","'), '"]')) as items
| unnest items into item
| parse item /^(?<copy>[^ ]*) (?<r>[a-z]+)(?::(?<w>[^ ]+))? (?<s>[0-9.]+) (?<t>[0-9.]+)/
| parse item / in=(?<l>[^ ]+)/
| stats count(*) as environments, avg(s) as self_ms, avg(t) as total_ms
  by function_name, copy, r as from_root, coalesce(w, "") as place, coalesce(l, "") as from_layer
| sort total_ms desc
| limit 10000`,
};
