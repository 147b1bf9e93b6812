/** What is held of any input. */
const MiB = 1024 * 1024;

export const limits = {
  /** A log event is at most 1 MB (PutLogEvents in the CloudWatch Logs API reference). */
  messageBytes: MiB,
  /** A line of text: a message with a time and a stream before it. */
  textBytes: MiB + 4_096,
  /**
   * One entry of a JSON document or a CSV row: a message with each byte escaped, or a delivery to Lambda (6
   * MB).
   */
  recordBytes: 8 * MiB,
  /** A delivery once it is decompressed. */
  payloadBytes: 64 * MiB,
  /** A zip on stdin. */
  zipBytes: 64 * MiB,
  /** What begins as a document and is followed to no end. Then only documents on one line are. */
  vainBytes: 16 * MiB,
  /** gzip inside gzip, and deliveries inside deliveries. */
  depth: 3,
  folderDepth: 16,
  files: 100_000,
} as const;
