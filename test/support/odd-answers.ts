/** HTTP/1.1 answers with the same body in all the forms that RFC 9112 lets a server choose. */

export interface OddAnswer {
  readonly name: string;
  readonly bytes: Buffer;
  /** Whether the server leaves the connection open: only the answer says where it ends. */
  readonly isKept: boolean;
}

/** @param body JSON without a line end. @param identifier a header's value */
export function oddAnswers(body: string, identifier: string): readonly OddAnswer[] {
  const length = Buffer.byteLength(body);
  const named = `Lambda-Extension-Identifier: ${identifier}`;
  const head = (...lines: string[]): string => `${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n`;
  const sized = `Content-Length: ${length}`;
  const chunked = "Transfer-Encoding: chunked";
  const bytes = Buffer.from(body);
  const inChunks = (size: number, extension = ""): string => {
    let chunks = "";
    for (let at = 0; at < bytes.length; at += size) {
      const chunk = bytes.subarray(at, at + size);
      chunks += `${chunk.length.toString(16)}${extension}\r\n${chunk.toString("latin1")}\r\n`;
    }
    return chunks;
  };
  const latin = bytes.toString("latin1");
  const odd = (name: string, text: string, isKept: boolean): OddAnswer => ({
    name,
    bytes: Buffer.from(text, "latin1"),
    isKept,
  });
  return [
    odd("a length", head(named, sized) + latin, true),
    odd("a length and more bytes", `${head(named, sized)}${latin}HTTP/1.1 500 no\r\n\r\n`, true),
    odd("chunks", `${head(named, chunked)}${inChunks(7)}0\r\n\r\n`, true),
    odd("chunks of one byte", `${head(named, chunked)}${inChunks(1)}0\r\n\r\n`, true),
    odd(
      "chunks with extensions and trailers",
      `${head(named, chunked)}${inChunks(9, ';a="b"')}000;c\r\nX-Trailer: 1\r\nY: 2\r\n\r\n`,
      true,
    ),
    odd(
      "chunks with large hex digits and blanks",
      `${head(named, "transfer-ENCODING:\t Chunked ")}${length.toString(16).toUpperCase()} \r\n${latin}\r` +
        "\n0\r\n\r\n",
      true,
    ),
    odd(
      "chunks that overrule a length",
      `${head(named, "Content-Length: 1", chunked)}${inChunks(5)}0\r\n\r\n`,
      true,
    ),
    odd("the end of the connection", `HTTP/1.0 200 OK\r\n${named}\r\n\r\n${latin}`, false),
    odd("the end of the connection in HTTP/1.1", head(named) + latin, false),
    odd(
      "answers before it",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 5\r\n\r\n" +
        `${head(named, sized)}${latin}`,
      true,
    ),
    odd("small names", head(named.toLowerCase(), sized.toLowerCase()) + latin, true),
    odd(
      "large names",
      head(
        named.replace(/^[^:]*/, (name) => name.toUpperCase()),
        sized.replace(/^[^:]*/, (name) => name.toUpperCase()),
      ) + latin,
      true,
    ),
    odd("no blank after the colon", head(named.replace(": ", ":"), sized.replace(": ", ":")) + latin, true),
    odd(
      "many blanks around values",
      head(named.replace(": ", ": \t  ").concat("  \t"), sized.replace(": ", ":   ").concat(" ")) + latin,
      true,
    ),
    odd(
      "folded lines",
      head(`X-Note: a\r\n\tb\r\n  c`, `Lambda-Extension-Identifier:\r\n ${identifier}`, sized) + latin,
      true,
    ),
    odd("a very long header", head(`X-Long: ${"x".repeat(20_000)}`, named, sized) + latin, true),
    odd(
      "a header of exactly the buffer's length",
      head(`X: ${"x".repeat(8_192 - 3)}`, named, sized) + latin,
      true,
    ),
    odd(
      "a hundred headers",
      head(...Array.from({ length: 100 }, (_, at) => `X-${at}: ${at}`), named, sized) + latin,
      true,
    ),
    odd("lines that end in LF alone", head(named, sized).replaceAll("\r\n", "\n") + latin, true),
    odd("no reason", head(named, sized).replace(" OK", "") + latin, true),
    odd("a reason of many words", head(named, sized).replace("OK", "Quite all right: 500") + latin, true),
    odd("a header without a colon", head("nonsense", named, ": x", sized) + latin, true),
  ];
}
