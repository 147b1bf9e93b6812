/** A report in the format that was asked for. */
import type { Report } from "../../incident/report/report.ts";
import { terminalPage } from "../../page/text-page.ts";
import type { Request } from "./options.ts";

/** A narrower terminal breaks the lines itself. */
const NARROWEST = 60;

export async function render(report: Report, { format, out, docsBase }: Request): Promise<string> {
  switch (format) {
    case "terminal": {
      const { terminalReport } = await import("../../incident/report/terminal.ts");
      // A file is no terminal, whatever stdout is.
      return terminalReport(
        report,
        terminalPage(
          out === undefined ? process.stdout : {},
          out === undefined ? process.env : {},
          NARROWEST,
        ),
      );
    }
    case "markdown":
      return (await import("../../incident/report/markdown.ts")).markdownReport(report);
    case "json":
      return (await import("../../incident/report/json.ts")).jsonReport(report);
    case "html":
      return (await import("../../incident/report/html/html-report.ts")).htmlReport(
        report.incident,
        report.analysis,
        {
          comparison: report.comparison,
        },
      );
    case "sarif":
      return (await import("../../incident/report/sarif.ts")).sarifReport(
        report,
        docsBase === undefined ? {} : { docsBase },
      );
  }
}
