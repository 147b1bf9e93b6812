/** PowerShell's ways to write what AWS Tools for PowerShell gives: Get-CWLFilteredLogEvent. */
import type { Written } from "../shapes.ts";
import { csv, iso, raw, type Tool } from "./tool.ts";

const filtered =
  "https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/CloudWatchLogs/TFilteredLogEvent.html";
const list = "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/format-list";
/** Generates the lines of a list; GenerateLinesWithWordWrap. */
const lineOutput =
  "https://github.com/PowerShell/PowerShell/blob/master/src/" +
  "System.Management.Automation/FormatAndOutput/common/ILineOutput.cs";

const members = (event: Written) => ({
  EventId: event.eventId,
  IngestionTime: event.timestamp + 900,
  LogStreamName: event.logStream,
  Message: raw(event),
  Timestamp: event.timestamp,
});
/** Windows PowerShell escapes these signs. */
const escaped = (json: string): string =>
  json.replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

/** Words as they fit behind the name, and more lines below, behind as many blanks. */
function listed(record: Readonly<Record<string, string | number>>, width: number): string {
  const column = Math.max(...Object.keys(record).map((key) => key.length));
  const written = Object.entries(record).map(([key, value]) => {
    const indent = `\n${" ".repeat(column + 3)}`;
    const parts = String(value)
      .replace(/\r/g, "")
      .split("\n")
      .flatMap((line) => wrapped(line, width - column - 3));
    return `${key.padEnd(column)} : ${parts.join(indent)}\n`;
  });
  return `${written.join("")}\n`;
}

function wrapped(line: string, width: number): string[] {
  const parts = [""];
  for (const word of line.split(/(?<=[ \t])/)) {
    let rest = word;
    if ((parts.at(-1) ?? "").length + rest.length > width && rest.length <= width) parts.push("");
    while (rest !== "") {
      const room = width - (parts.at(-1) ?? "").length;
      parts[parts.length - 1] += rest.slice(0, room);
      rest = rest.slice(room);
      if (rest !== "") parts.push("");
    }
  }
  return parts;
}

export const windows: readonly Tool[] = [
  {
    name: "ConvertTo-Json in PowerShell 7",
    source: filtered,
    write: (events) => {
      const text = JSON.stringify({ Events: events.map(members), NextToken: null }, null, 2);
      return `${text.replaceAll("\n", "\r\n")}\r\n`;
    },
  },
  {
    name: "ConvertTo-Json in Windows PowerShell, in UTF-16",
    source: filtered,
    write: (events) =>
      Buffer.from(
        `\ufeff${escaped(JSON.stringify(events.map(members), null, 4).replaceAll("\n", "\r\n"))}\r\n`,
        "utf16le",
      ),
  },
  {
    name: "ConvertTo-Json of Get-CWLLogEvent, whose times are dates",
    source: filtered,
    streamless: true,
    write: (events) =>
      escaped(
        JSON.stringify(
          events.map((event) => ({
            IngestionTime: `/Date(${event.timestamp + 900})/`,
            Message: raw(event),
            Timestamp: `/Date(${event.timestamp})/`,
          })),
          null,
          4,
        ),
      ),
  },
  {
    name: "Format-List",
    source: list,
    write: (events) =>
      `\r\n${events.map((event) => listed(members(event), 1_000_000).replaceAll("\n", "\r\n")).join("")}`,
  },
  {
    name: "Format-List in 120 columns",
    source: lineOutput,
    write: (events) => `\n${events.map((event) => listed(members(event), 120)).join("")}`,
  },
  {
    name: "Export-Csv in Windows PowerShell",
    source: "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/export-csv",
    write: (events) =>
      `#TYPE Amazon.CloudWatchLogs.Model.FilteredLogEvent\r\n${csv(
        ",",
        ["EventId", "IngestionTime", "LogStreamName", "Message", "Timestamp"],
        events.map((event) => Object.values(members(event)).map(String)),
      )}`,
  },
  {
    name: "Export-Csv -Delimiter '|'",
    source: "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/export-csv",
    write: (events) =>
      csv(
        "|",
        ["LogStreamName", "Timestamp", "Message"],
        events.map((event) => [event.logStream, iso(event), raw(event)]),
      ),
  },
];
