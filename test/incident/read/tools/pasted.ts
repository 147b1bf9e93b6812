/** Logs that went through a mail, a ticket, another system's log or another encoding. */
import type { Written } from "../shapes.ts";
import { filtered, iso, lines, raw, type Tool } from "./tool.ts";

const exported = (events: readonly Written[]): string =>
  `${JSON.stringify({ events: events.map(filtered), searchedLogStreams: [] }, null, 4)}\n`;
const tail = (events: readonly Written[]): string =>
  events.map((event) => `${iso(event).replace("Z", "000+00:00")} ${event.logStream} ${raw(event)}`).join("");
const plain = (events: readonly Written[]): string => events.map(raw).join("");
const quoted = (text: string, mark = "> "): string => text.trimEnd().replace(/^/gm, mark);
const utf16 = (text: string, isBig: boolean): Buffer => {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};
const mail = "https://www.rfc-editor.org/rfc/rfc3676#section-4.5";
const markdown = "https://spec.commonmark.org/0.31.2/#fenced-code-blocks";
const powershell =
  "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding";

export const pasted: readonly Tool[] = [
  {
    name: "an export in UTF-16 with its mark",
    source: powershell,
    write: (events) => utf16(`\ufeff${exported(events)}`, false),
  },
  {
    name: "an export in UTF-16, the large byte first",
    source: powershell,
    write: (events) => utf16(`\ufeff${exported(events)}`, true),
  },
  {
    name: "aws logs tail in UTF-16 without a mark",
    source: powershell,
    write: (events) => utf16(tail(events), false),
  },
  {
    name: "aws logs tail in UTF-16 without a mark, the large byte first",
    source: powershell,
    write: (events) => utf16(tail(events), true),
  },
  { name: "a quoted export", source: mail, write: (events) => `Hi,\n\n${quoted(exported(events))}\n` },
  {
    name: "quoted lines",
    source: mail,
    streamless: true,
    timeless: true,
    write: (events) => quoted(plain(events)),
  },
  { name: "aws logs tail, quoted twice", source: mail, write: (events) => quoted(quoted(tail(events)), ">") },
  {
    name: "a fence around lines",
    source: markdown,
    streamless: true,
    timeless: true,
    write: (events) => `\`\`\`json\n${plain(events)}\`\`\`\n`,
  },
  {
    name: "a fence around an export",
    source: markdown,
    write: (events) => `# Logs\n\n~~~\n${exported(events)}~~~`,
  },
  { name: "a fence below aws logs tail", source: markdown, write: (events) => `${tail(events)}\`\`\`` },
  {
    name: "lines as indented code",
    source: markdown,
    streamless: true,
    timeless: true,
    write: (events) => `In the log:\n\n${quoted(plain(events), "    ")}\n`,
  },
  {
    name: "Jira's {code}",
    source: "https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=advanced",
    write: (events) => `{code:title=orders.log}\n${tail(events)}{code}\n`,
  },
  {
    name: "syslog, RFC 5424",
    source: "https://www.rfc-editor.org/rfc/rfc5424#section-6",
    streamless: true,
    write: (events) =>
      lines(events, (event) => `<14>1 ${iso(event)} ip-10-0-0-1 lambda 8 - - ${event.message}`),
  },
  {
    name: "syslog, RFC 3164, whose time has no year",
    source: "https://www.rfc-editor.org/rfc/rfc3164#section-4.1",
    streamless: true,
    timeless: true,
    write: (events) =>
      lines(events, (event) => `<14>Mar 14 03:12:03 ip-10-0-0-1 lambda[8]: ${event.message}`),
  },
  {
    name: "journalctl --output json",
    source: "https://systemd.io/JOURNAL_EXPORT_FORMATS/",
    streamless: true,
    write: (events) =>
      lines(events, (event) =>
        JSON.stringify({
          __CURSOR: "s=1;i=2",
          __REALTIME_TIMESTAMP: `${event.timestamp}000`,
          _HOSTNAME: "ip-10-0-0-1",
          PRIORITY: "6",
          MESSAGE: event.message,
        }),
      ),
  },
  {
    name: "docker's json-file",
    source: "https://docs.docker.com/engine/logging/drivers/json-file/",
    streamless: true,
    write: (events) =>
      lines(events, (event) => JSON.stringify({ log: raw(event), stream: "stdout", time: iso(event) })),
  },
  {
    name: "docker compose logs --timestamps",
    source: "https://docs.docker.com/reference/cli/docker/compose/logs/",
    streamless: true,
    write: (events) => lines(events, (event) => `orders-1  | ${iso(event)} ${event.message}`),
  },
  {
    name: "kubectl's files (CRI)",
    source: "https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md",
    streamless: true,
    write: (events) => lines(events, (event) => `${iso(event)} stdout F ${event.message}`),
  },
];
