/**
 * What CloudWatch is asked for unless everything is wanted: Outcrop's lines, the platform's and errors. One
 * regular expression, because it matches anywhere in an event, where the terms of a plain pattern are words.
 * Its syntax knows letters, digits, a few symbols, `|`, `.` and `\s`, but no groups and no spaces (CloudWatch
 * Logs User Guide, "Supported regular expressions (regex) syntax").
 */
const alternatives: readonly string[] = [
  "outcrop",
  // START, END, REPORT, a timeout, an exit; in the JSON log format platform.report and the like.
  "RequestId:\\s",
  "platform\\.",
  "INIT_",
  "RESTORE_",
  "EXTENSION\\s",
  "TELEMETRY\\s",
  "LOGS\\s",
  "timed\\sout",
  // A function's errors, by their level, name or text.
  "rror",
  "ERR",
  "Exception",
  "FATAL",
  // The files of frames, in the stack of whatever class.
  "js:",
];

export const relevantPattern = `%${alternatives.join("|")}%`;
