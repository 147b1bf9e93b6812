/** A text that holds a line of Outcrop's in a form that nothing here reads. */
const types = "environment|inventory|resolution|finding|invocation|failure|shutdown";
const mention = new RegExp(`outcrop["'\\\\]*\\s*(?:=>?|:)\\s*["'\\\\]*(?:${types})\\b`);

/** Its document was cut, or its quotes were changed. */
export function mentionsOutcrop(message: string): boolean {
  return message.includes("outcrop") && mention.test(message);
}
