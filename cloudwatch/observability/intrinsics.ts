/** CloudFormation's intrinsic functions in their long form: validators do not look into the short one. */
export type Value = string | number | boolean | readonly Value[] | Properties;
export type Properties = { readonly [key: string]: Value };

export const ref = (name: string): Properties => ({ Ref: name });
export const equals = (a: Value, b: Value): Properties => ({ "Fn::Equals": [a, b] });
export const not = (condition: Value): Properties => ({ "Fn::Not": [condition] });
export const and = (...conditions: Value[]): Properties => ({ "Fn::And": conditions });
export const or = (...conditions: Value[]): Properties => ({ "Fn::Or": conditions });
export const when = (condition: string, then: Value, otherwise: Value): Properties => ({
  "Fn::If": [condition, then, otherwise],
});
export const join = (separator: string, list: Value): Properties => ({ "Fn::Join": [separator, list] });
export const split = (separator: string, text: Value): Properties => ({ "Fn::Split": [separator, text] });
export const select = (place: number, list: Value): Properties => ({ "Fn::Select": [place, list] });
export const nothing: Properties = ref("AWS::NoValue");

/** `${Name}` in the text is a parameter, an attribute `${Resource.Arn}` or one of the variables. */
export function sub(text: string, variables: Readonly<Record<string, Value>> = {}): Properties {
  return { "Fn::Sub": Object.keys(variables).length === 0 ? text : [text, variables] };
}

/**
 * The text with every `${` escaped, except those that name one of the references: `${LABEL}` of a dashboard
 * stays what it is.
 */
export function escapeSub(text: string, references: RegExp): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) =>
    references.test(name) ? whole : `\${!${name}}`,
  );
}
