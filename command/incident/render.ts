/** A report in the requested format. */
import type { Report } from "../../incident/report/report.ts";
import { terminalPage } from "../../page/text-page.ts";
import type { IncidentRequest } from "./options.ts";

/** A narrower terminal wraps the lines itself. */
const narrowest = 60;

export async function render(report: Report, { format, out, docsBase }: IncidentRequest): Promise<string> {
  switch (format) {
    case "terminal": {
      const { terminalReport } = await import("../../incident/report/terminal.ts");
      // A file is never a terminal, even if stdout is one.
      const [stream, env] = out === undefined ? [process.stdout, process.env] : [{}, {}];
      return terminalReport(report, terminalPage(stream, env, narrowest));
    }
    case "markdown":
      return (await import("../../incident/report/markdown.ts")).markdownReport(report);
    case "ticket":
      return (await import("../../incident/report/ticket.ts")).ticketReport(report);
    case "json":
      return (await import("../../incident/report/json.ts")).jsonReport(report);
    case "html": {
      const { htmlReport } = await import("../../incident/report/html/html-report.ts");
      return htmlReport(report.incident, report.analysis, {
        comparison: report.comparison,
        ...(report.unused !== undefined && { unused: report.unused }),
      });
    }
    case "sarif": {
      const { sarifReport } = await import("../../incident/report/sarif.ts");
      return sarifReport(report, docsBase === undefined ? {} : { docsBase });
    }
  }
}
