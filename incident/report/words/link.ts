/** What links a finding to an error, as one sentence. */
import { reasonOf } from "../../../core/explain/texts.ts";
import type { Link } from "../../analysis/evidence.ts";

export function linkText(link: Link): string {
  switch (link.kind) {
    case "loader-message":
      return reasonOf({
        finding: { package: link.package, winner: null },
        tie: { by: "message", frame: null, position: Number.POSITIVE_INFINITY },
      });
    case "error-text":
      return `The error's text names a file or a program of ${link.package}.`;
    case "loader-text":
      return reasonOf({
        finding: { package: "", winner: null },
        tie: { by: "message", named: false, frame: null, position: Number.POSITIVE_INFINITY },
      });
    case "stack":
      return reasonOf({ finding: link, tie: link });
    case "failure-line":
      return link.position === 0
        ? "Outcrop named it when the error was thrown."
        : "Outcrop named it, after another finding, when the error was thrown.";
    case "native-load":
      return link.died
        ? `The process ended while it loaded a native file of ${link.package}.`
        : `The load of a native file of ${link.package} failed just before the process ended.`;
    case "may-wait":
      return (
        `The process ended while the function still waited. Two copies of ${link.package} ran: code that ` +
        `waits ` +
        "for what the other copy has waits for ever."
      );
    case "fatal-load":
      return `The process ended just after ${link.package} was not found, and nothing caught that error.`;
    case "missing-export":
      return (
        `The module loader's error names an export that ${link.package} does not have. ` +
        "Environments without this finding loaded a newer copy."
      );
    case "older-copy": {
      const place = link.line === null ? link.path : `${link.path}:${link.line}`;
      return (
        `It failed in ${place}, which asks for ${link.package}. Version ${link.version} may lack what the ` +
        "error names, since environments without this finding loaded a newer one."
      );
    }
    case "newcomer":
      return (
        `No frame of the stack is in code of ${link.package}, but its finding came with the error, and ` +
        "environments without the finding did not see the error."
      );
    case "replay":
      return "The same event fails with this error, and does not when the finding is repaired.";
    case "same-invocation":
      return `It ended the same invocation as ${link.error}, which is linked to the finding.`;
  }
}
