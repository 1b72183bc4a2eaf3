import type { Code } from "./code.js";

type Test = (of: Code, argument?: Code) => string;

const equals: Test = (of, argument) => `(${of.code} = ${argument?.code ?? "$nothing"})`;
const isOfType =
  (...types: readonly string[]): Test =>
  (of) =>
    `(${types.map((type) => `$type(${of.code}) = "${type}"`).join(" or ")})`;

/** What each test of a template, `x is …`, is in JSONata. */
export const tests: Readonly<Record<string, Test>> = {
  defined: (of) => `$exists(${of.code})`,
  undefined: (of) => `$not($exists(${of.code}))`,
  none: (of) => `(${of.code} = null)`,
  number: isOfType("number", "boolean"),
  integer: (of) => `($type(${of.code}) = "number" ? $floor(${of.code}) = ${of.code} : false)`,
  string: isOfType("string"),
  boolean: isOfType("boolean"),
  mapping: isOfType("object"),
  iterable: isOfType("string", "array", "object"),
  sequence: isOfType("string", "array", "object"),
  list: isOfType("array"),
  true: (of) => `(${of.code} = true)`,
  false: (of) => `(${of.code} = false)`,
  eq: equals,
  equalto: equals,
  ne: (of, argument) => `$not(${equals(of, argument)})`,
  lt: (of, argument) => `(${of.code} < ${argument?.code ?? "$nothing"})`,
  gt: (of, argument) => `(${of.code} > ${argument?.code ?? "$nothing"})`,
  even: (of) => `(${of.code} % 2 = 0)`,
  odd: (of) => `$not(${of.code} % 2 = 0)`,
  divisibleby: (of, argument) => `(${of.code} % ${argument?.code ?? "$nothing"} = 0)`,
  is_number: (of) => `$isNum(${of.code})`,
};
