/** An expression of a template, as a tree. */
export type TemplateExpression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly TemplateExpression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [TemplateExpression, TemplateExpression])[] }
  | { readonly kind: "member"; readonly of: TemplateExpression; readonly key: TemplateExpression }
  /** `f(x)`, where `of` is undefined, `of.f(x)`, or `of | f(x)`. */
  | {
      readonly kind: "call" | "filter";
      readonly of: TemplateExpression | undefined;
      readonly name: string;
      readonly args: readonly TemplateExpression[];
      readonly named: Readonly<Record<string, TemplateExpression>>;
    }
  | {
      readonly kind: "test";
      readonly of: TemplateExpression;
      readonly name: string;
      readonly args: readonly TemplateExpression[];
    }
  | { readonly kind: "not" | "minus"; readonly of: TemplateExpression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: TemplateExpression;
      readonly right: TemplateExpression;
    }
  | {
      readonly kind: "conditional";
      readonly test: TemplateExpression;
      readonly chosen: TemplateExpression;
      readonly otherwise: TemplateExpression | undefined;
    };

export type BinaryOperator =
  | "or"
  | "and"
  | "in"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "~"
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**";

/** A part of a template: text as it is, what an expression gives, or a statement. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output"; readonly expression: TemplateExpression }
  | { readonly kind: "set"; readonly name: string; readonly expression: TemplateExpression }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly test: TemplateExpression; readonly body: readonly TemplateNode[] }[];
      readonly otherwise: readonly TemplateNode[];
    };
