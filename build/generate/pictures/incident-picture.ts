/** The HTML report of some logs as a picture: the answer, the timeline, and where packages came from. */
import { run } from "../../../command/incident.ts";
import { pictureOf } from "./page-picture.ts";

/** Of the page below its last section. */
const margin = 14;

export function incidentPicture(logs: string): Promise<Buffer> {
  return pictureOf({
    draw: (out) => run([logs, "--out", out]),
    endOf: async (tab) => {
      const box = await tab.locator("#roots").boundingBox();
      if (box === null) throw new Error("the report has no picture of roots");
      return box.y + box.height + margin;
    },
    mostBytes: 500_000,
  });
}
