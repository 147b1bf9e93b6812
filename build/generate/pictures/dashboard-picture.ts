/** The dashboard of the demo's logs as a picture, down to what to do next. */
import { run } from "../../../command/dashboard.ts";
import { pictureOf } from "./page-picture.ts";

/** Where the part that answers "which, since when, what now" ends. */
const nextHeading = "What is loaded now?";

export function dashboardPicture(logs: string): Promise<Buffer> {
  const title = "Outcrop: the demo, an orders service";
  return pictureOf({
    draw: (out) => run(["--preview", logs, "--title", title, "--out", out]),
    endOf: async (tab) => {
      const box = await tab.getByRole("heading", { name: nextHeading }).boundingBox();
      if (box === null) throw new Error(`the dashboard has no heading "${nextHeading}"`);
      return box.y;
    },
    mostBytes: 600_000,
  });
}
