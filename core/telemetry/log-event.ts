/** One log event, whichever shape it left CloudWatch in. What the shape does not carry is null. */
export interface LogEvent {
  /** Without the line break at its end. */
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number | null;
  readonly logGroup: string | null;
  readonly logStream: string | null;
  /** CloudWatch's own: deliveries are at least once, and the same event has the same id in each. */
  readonly eventId: string | null;
  readonly file: string;
  /** Where it begins in the file, after decompression; 1-based. */
  readonly line: number;
}

/** What could not be read, where, and what was expected instead. Nothing else is lost by it. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
