/**
 * What a file is that holds no log, by its first bytes, and what to do. Each answer follows "this is" or
 * is a sentence without a full stop.
 */

const text = "export the logs as text, JSON or CSV";
/** How files of these kinds begin (the file command's magic). */
const binaries: readonly (readonly [beginning: string, name: string])[] = [
  ["%PDF-", `a PDF; ${text}`],
  ["\x89PNG", `a picture; ${text}`],
  ["GIF8", `a picture; ${text}`],
  ["\xff\xd8\xff", `a picture; ${text}`],
  ["\x7fELF", "a program or library; give the function's logs"],
  ["MZ\x90", "a Windows program; give the function's logs"],
  ["\xcf\xfa\xed\xfe", "a macOS program; give the function's logs"],
  ["PAR1", "a Parquet file; query it with SELECT and export the result as CSV or JSON"],
  ["Obj\x01", "an Avro file; export the logs as JSON"],
  ["ORC", "an ORC file; query it with SELECT and export the result as CSV or JSON"],
  ["SQLite format 3", "a SQLite database; export the table of logs as CSV"],
  ["BZh", "compressed with bzip2; unpack it first, or compress it with gzip"],
  ["\xfd7zXZ", "compressed with xz; unpack it first, or compress it with gzip"],
  ["\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first, or compress it with gzip"],
  ["7z\xbc\xaf", "a 7z archive; unpack it first"],
  ["Rar!", "a RAR archive; unpack it first"],
  ["\xd0\xcf\x11\xe0", `an old Office document; ${text}`],
];
/** Where tar names itself (POSIX ustar). */
const tarAt = 257;

/** By the bytes alone; null for what may be text. The file is not read then. */
export function binaryKind(head: Buffer): string | null {
  const latin1 = head.toString("latin1", 0, 300);
  if (latin1.startsWith("ustar", tarAt)) return "a tar archive; unpack it and give the folder";
  return binaries.find(([beginning]) => latin1.startsWith(beginning))?.[1] ?? null;
}

/** For a file of which nothing was read: what its text looks like. */
export function textKind(head: Buffer): string | null {
  const beginning = head
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trim();
  if (beginning === "") return "this file is empty; check the command that wrote it, and its time range";
  if (/^<(?:!doctype html|html)/i.test(beginning))
    return "this is a web page, such as a page to log in; download the logs themselves";
  if (/^<(?:\?xml|results|response)\b/i.test(beginning)) return `this is XML; ${text}`;
  if (/An error occurred \([\w.]+\) when calling|^aws: error|Unable to locate credentials/.test(beginning))
    return "this is an error message of the AWS CLI; repair the command and run it again";
  return jsonKind(beginning) ?? csvKind(beginning);
}

function jsonKind(beginning: string): string | null {
  if (!/^[[{]/.test(beginning)) return null;
  const has = (pattern: string): boolean => new RegExp(`^\\{[^\\[]*"${pattern}`).test(beginning);
  if (/"status"\s*:\s*"(?:Running|Scheduled)"/.test(beginning))
    return "this Insights query is still running; call get-query-results again when its status is Complete";
  if (/"status"\s*:\s*"(?:Failed|Cancelled|Timeout)"/.test(beginning))
    return "this Insights query did not end; start it again";
  if (has('queryId"')) return "this is the answer of start-query; call get-query-results with its queryId";
  if (/"results"\s*:\s*\[\s*\]/.test(beginning))
    return "this Insights query has no results; widen its time range";
  if (/"(?:events|logEvents)"\s*:\s*\[\s*\]/.test(beginning) || /^\[\s*\]$/.test(beginning))
    return "this answer has no events; widen its time range, or leave out the filter";
  if (/^\{\s*"(?:logStreams|logGroups)"/.test(beginning))
    return "this is a list of streams or groups; call aws logs filter-log-events for their events";
  if (has('(?:__type|Error|error|errors)"\\s*:'))
    return "this looks like an error that a service answered; repair the request and run it again";
  return null;
}

function csvKind(beginning: string): string | null {
  const [header = "", row] = beginning.split(/\r?\n/, 2);
  const cells = header.split(/[,;\t|]/).length;
  if (row === undefined || cells < 2 || cells !== row.split(/[,;\t|]/).length) return null;
  return (
    `this looks like CSV with the columns ${header.slice(0, 100)}; ` +
    "none holds log lines. Export it with the column of the messages, such as @message"
  );
}
