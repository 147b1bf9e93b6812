/** Rows of CSV (RFC 4180): quoted cells may hold line breaks, separators and doubled quotes. */
export interface CsvHeader {
  readonly separator: string;
  readonly fields: readonly string[];
  /** The columns are another tool's. */
  readonly isOthers?: true;
}

const known: ReadonlySet<string> = new Set(
  "timestamp message ingestionTime eventId logStreamName logGroupName".split(" "),
);
const quote = 0x22;

/**
 * The header of the console's CSV: fields of Logs Insights, or of the page of log events. Excel writes it
 * with semicolons or tabs too.
 */
export function csvHeaderOf(line: string): CsvHeader | null {
  for (const separator of [",", ";", "\t"]) {
    const fields = cellsOf(line, separator);
    const insights = fields.some((field) =>
      /^@(?:message|timestamp|logStream|log|ptr|ingestionTime)$/.test(field),
    );
    const events =
      fields.length > 1 && fields.includes("message") && fields.every((field) => known.has(field));
    if ((insights && fields.every((field) => /^[@\w$.{}[\]()* -]{1,200}$/.test(field))) || events)
      return { separator, fields };
  }
  return null;
}

const separators = [",", ";", "\t", "|", "^", "~", "\u0001"];
/** What tools call the columns of a log, in small letters and without signs. */
const messageNames: ReadonlySet<string> = new Set(
  "message msg raw log line logline event body content text value textpayload messages logmessage".split(" "),
);
const otherNames: ReadonlySet<string> = new Set(
  [
    "time timestamp date datetime ts eventtime timestampns tsns id eventid ingestiontime ptr labels",
    "stream logstream logstreamname group loggroup loggroupname host hostname service source sourcetype",
    "index level severity status tags requestid function functionname account region fields",
  ].flatMap((names) => names.split(" ")),
);

/**
 * A header of any other tool's CSV: at least two columns, most of them with a log's names. Only for a file's
 * first line: names are common words.
 */
export function anyHeaderOf(line: string): CsvHeader | null {
  for (const separator of separators) {
    const fields = cellsOf(line, separator).map((field) => field.trim());
    if (fields.length < 2 || !fields.every((field) => /^[@\w$.:()/[\] -]{1,200}$/.test(field))) continue;
    const names = fields.map(plainName);
    const known = names.filter((name) => messageNames.has(name) || otherNames.has(name));
    if (known.length >= 2 && known.length * 3 >= names.length) return { separator, fields, isOthers: true };
  }
  return null;
}

/** The column that holds messages; -1 where none is called so. */
export function messageColumn({ fields }: CsvHeader): number {
  return fields.findIndex((field) => messageNames.has(plainName(field)));
}

function plainName(field: string): string {
  return field.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/**
 * Where the row ends that begins at `start`: the first line break with an even number of quotes before it, or
 * -1 when it is not there yet.
 */
export function rowEnd(buffer: Buffer, start: number): number {
  let open = false;
  let from = start;
  for (;;) {
    const end = buffer.indexOf(0x0a, from);
    if (end < 0) return -1;
    for (let at = from; at < end; at++) if (buffer[at] === quote) open = !open;
    if (!open) return end;
    from = end + 1;
  }
}

export function cellsOf(row: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (row[at] === '"') {
      let cell = "";
      let end = at + 1;
      for (;;) {
        const next = row.indexOf('"', end);
        if (next < 0) {
          cell += row.slice(end);
          end = row.length;
          break;
        }
        cell += row.slice(end, next);
        end = next + 1;
        if (row[end] !== '"') break;
        cell += '"';
        end++;
      }
      const stop = row.indexOf(separator, end);
      cells.push(cell + row.slice(end, stop < 0 ? undefined : stop));
      if (stop < 0) return cells;
      at = stop + 1;
    } else {
      const stop = row.indexOf(separator, at);
      cells.push(row.slice(at, stop < 0 ? undefined : stop));
      if (stop < 0) return cells;
      at = stop + 1;
    }
  }
}
