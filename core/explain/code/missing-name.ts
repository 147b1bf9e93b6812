/**
 * The journal keeps of a message only what it says is missing, so the reader of messages is the journal's.
 */
export { isIdentifier, type MissingName, missingNameOf } from "../../journal/missing-name.ts";
