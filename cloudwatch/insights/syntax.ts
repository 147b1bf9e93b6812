/** A query as it was parsed. `text` is an expression's source; `offset` is where it begins. */

interface Located {
  readonly text: string;
  readonly offset: number;
}

export interface Field extends Located {
  readonly kind: "field";
  readonly name: string;
}

export interface Literal extends Located {
  readonly kind: "literal";
  readonly value: string | number;
}

/** A time such as `5m`, as bin() takes it. */
export interface Period extends Located {
  readonly kind: "period";
  readonly count: number;
  readonly unit: string;
}

export interface Call extends Located {
  readonly kind: "call";
  /** In lower case. */
  readonly name: string;
  /** None for `count(*)`. */
  readonly args: readonly Expression[];
}

export interface Unary extends Located {
  readonly kind: "unary";
  readonly operator: "-" | "not";
  readonly operand: Expression;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "^"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "and"
  | "or";

export interface Binary extends Located {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Membership extends Located {
  readonly kind: "in";
  readonly operand: Expression;
  readonly members: readonly Expression[];
}

/** `field in ( query )`: whether the field's value is one that the query answers under the same name. */
export interface Subquery extends Located {
  readonly kind: "subquery";
  readonly operand: Field;
  readonly commands: readonly Command[];
}

export interface Match extends Located {
  readonly kind: "like";
  readonly operand: Expression;
  /** A text is looked for as it is. */
  readonly pattern: RegExp | string;
}

export type Expression = Field | Literal | Period | Call | Unary | Binary | Membership | Subquery | Match;

export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

/** An expression's text on one line: a column without an alias is named by it. */
export const columnName = (text: string): string => text.replace(/\s+/g, " ");

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Command =
  | {
      readonly command: "source";
      readonly groups: readonly string[];
      readonly prefixes: readonly string[];
      readonly offset: number;
    }
  | { readonly command: "fields"; readonly columns: readonly Column[]; readonly offset: number }
  | { readonly command: "display"; readonly fields: readonly Field[]; readonly offset: number }
  | { readonly command: "filter"; readonly condition: Expression; readonly offset: number }
  | {
      readonly command: "parse";
      readonly of: Expression;
      readonly pattern: RegExp;
      readonly names: readonly string[];
      readonly offset: number;
    }
  | {
      readonly command: "glob";
      readonly of: Expression;
      readonly pieces: readonly string[];
      readonly names: readonly string[];
      readonly offset: number;
    }
  | { readonly command: "unnest"; readonly of: Field; readonly into: Field; readonly offset: number }
  | {
      readonly command: "stats";
      readonly columns: readonly Column[];
      readonly by: readonly Column[];
      readonly offset: number;
    }
  | { readonly command: "sort"; readonly keys: readonly SortKey[]; readonly offset: number }
  | { readonly command: "dedup"; readonly fields: readonly Field[]; readonly offset: number }
  | { readonly command: "limit"; readonly count: number; readonly any: boolean; readonly offset: number };
