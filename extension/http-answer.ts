/**
 * One HTTP/1.1 answer (RFC 9112), parsed as it arrives. The body has a length, comes in chunks, or ends with
 * the connection. 1xx answers may precede the real one. Header names may be in any case, and lines may be
 * folded. Data beyond the bounds is dropped, so that the sender cannot raise the cost of an answer.
 */

export interface Answer {
  readonly status: number;
  /** The value of a header by its lower-case name, `""` when it is not there. */
  header(name: string): string;
  /** The body as JSON; an empty object for anything else. */
  readonly body: Readonly<Record<string, unknown>>;
}

const maxBodyBytes = 256 * 1024;
/** The limit for all lines outside the body: status, headers, chunk sizes, trailers. */
const maxHeadBytes = 64 * 1024;
const maxLineBytes = 8 * 1024;

type State =
  | "status"
  | "headers"
  | "length"
  | "until-end"
  | "chunk-size"
  | "chunk"
  | "chunk-end"
  | "trailers"
  | "done"
  | "broken";

export class HttpAnswer {
  #state: State = "status";
  #line = "";
  #headLeft = maxHeadBytes;
  #status = 0;
  #hasHead = false;
  #headers = new Map<string, string>();
  /** The name of the header that a folded line continues. */
  #name = "";
  /** Bytes of the body or the chunk that have not arrived yet. */
  #left = 0;
  readonly #body: Buffer[] = [];
  #bodyLeft = maxBodyBytes;

  /** Whether the answer is complete, or cannot become complete any more. Never throws. */
  push(bytes: Buffer): boolean {
    let at = 0;
    while (at < bytes.length && this.#state !== "done" && this.#state !== "broken") {
      if (this.#state === "length" || this.#state === "chunk" || this.#state === "until-end")
        at = this.#takeBody(bytes, at);
      else at = this.#takeLine(bytes, at);
    }
    return this.#state === "done" || this.#state === "broken";
  }

  /**
   * What has arrived, including a body that was cut. Null if the headers have not arrived completely. Never
   * throws.
   */
  read(): Answer | null {
    if (!this.#hasHead) return null;
    const [status, headers] = [this.#status, this.#headers];
    return {
      status,
      header: (name) => headers.get(name) ?? "",
      body: parseObject(Buffer.concat(this.#body).toString()),
    };
  }

  #takeBody(bytes: Buffer, at: number): number {
    const end = this.#state === "until-end" ? bytes.length : Math.min(bytes.length, at + this.#left);
    const kept = bytes.subarray(at, Math.min(end, at + this.#bodyLeft));
    if (kept.length > 0) this.#body.push(Buffer.from(kept));
    this.#bodyLeft -= kept.length;
    if (this.#state !== "until-end") {
      this.#left -= end - at;
      if (this.#left === 0) this.#state = this.#state === "chunk" ? "chunk-end" : "done";
    }
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline;
    this.#headLeft -= end - at + 1;
    this.#line += bytes.toString(
      "latin1",
      at,
      Math.min(end, at + Math.max(0, maxLineBytes - this.#line.length)),
    );
    if (this.#headLeft <= 0) this.#state = "broken";
    else if (newline !== -1) {
      const line = this.#line.endsWith("\r") ? this.#line.slice(0, -1) : this.#line;
      this.#line = "";
      this.#endLine(line);
    }
    return newline === -1 ? end : newline + 1;
  }

  #endLine(line: string): void {
    switch (this.#state) {
      case "status":
        this.#status = Number(/^HTTP\/1\.\d ([1-5]\d\d)(?: |$)/.exec(line)?.[1] ?? 0);
        this.#state = this.#status === 0 ? "broken" : "headers";
        this.#headers.clear();
        this.#name = "";
        break;
      case "headers":
        if (line === "") this.#endHeaders();
        else this.#addHeader(line);
        break;
      case "chunk-size": {
        const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line)?.[1];
        this.#left = Number.parseInt(size ?? "", 16);
        if (size === undefined) this.#state = "broken";
        else this.#state = this.#left === 0 ? "trailers" : "chunk";
        break;
      }
      case "chunk-end":
        this.#state = line === "" ? "chunk-size" : "broken";
        break;
      case "trailers":
        if (line === "") this.#state = "done";
        break;
      default:
    }
  }

  #addHeader(line: string): void {
    const colon = line.indexOf(":");
    if (/^[ \t]/.test(line)) {
      if (this.#name !== "")
        this.#headers.set(this.#name, `${this.#headers.get(this.#name)} ${line.trim()}`.trim());
    } else if (colon > 0) {
      this.#name = line.slice(0, colon).trim().toLowerCase();
      this.#headers.set(this.#name, line.slice(colon + 1).trim());
    } else this.#name = "";
  }

  #endHeaders(): void {
    const length = this.#headers.get("content-length");
    this.#hasHead = this.#status >= 200;
    if (this.#status < 200) this.#state = "status";
    else if (this.#status === 204 || this.#status === 304) this.#state = "done";
    else if (/(^|[ ,])chunked$/i.test(this.#headers.get("transfer-encoding") ?? ""))
      this.#state = "chunk-size";
    else if (length === undefined) this.#state = "until-end";
    else if (/^\d{1,9}$/.test(length)) {
      this.#left = Number(length);
      this.#state = this.#left === 0 ? "done" : "length";
    } else this.#state = "broken";
  }
}

/** An empty object for anything else. Never throws. */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
