/**
 * One call of the AWS CLI, as arguments to run and as text for a shell. A version that is yet to be published
 * has no ARN: its commands hold a reference, which the shell reads from `$arn` and `argumentsOf` from what
 * the publishing answered.
 */

interface Reference {
  readonly shell: string;
  readonly value: (arn: string) => string;
}

export type Command = readonly (string | Reference)[];

export const publishedArn: Reference = { shell: '"$arn"', value: (arn) => arn };

/** A layer version's ARN ends in its number. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
export const publishedVersion: Reference = { shell: '"${arn##*:}"', value: versionOf };

export function versionOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** @throws Error for a command with a reference when there is no ARN yet. */
export function argumentsOf(command: Command, arn: string | null): string[] {
  return command.map((argument) => {
    if (typeof argument === "string") return argument;
    if (arn === null) throw new Error("a command refers to a version that is not published");
    return argument.value(arn);
  });
}

/** The command as a POSIX shell reads it, whatever its arguments hold. */
export function shellText(command: Command): string {
  return [
    "aws",
    ...command.map((argument) => (typeof argument === "string" ? quoted(argument) : argument.shell)),
  ].join(" ");
}

function quoted(argument: string): string {
  // zsh reads a word that begins with = as a command's path.
  return /^[\w/:.,@%+-][\w/:=.,@%+-]*$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
