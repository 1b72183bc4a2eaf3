import { type Code, code, textOf } from "./code.js";
import type { BinaryOperator } from "./expression.js";

type Operator = (left: Code, right: Code, fresh: () => string) => Code;

/** What each operator of a template is in JSONata. */
export const operators: Readonly<Record<BinaryOperator, Operator>> = {
  // Both give one of their operands, not merely whether they hold.
  or: (left, right, fresh) => {
    if (left.type === "boolean" && right.type === "boolean") return code(`(${left.code} or ${right.code})`, "boolean");
    const value = fresh();
    return code(`(${value} := ${left.code}; ${value} ? ${value} : ${right.code})`, commonType(left, right));
  },
  and: (left, right, fresh) => {
    if (left.type === "boolean" && right.type === "boolean")
      return code(`(${left.code} ? ${right.code} : false)`, "boolean");
    const value = fresh();
    return code(`(${value} := ${left.code}; ${value} ? ${right.code} : ${value})`, commonType(left, right));
  },
  in: (left, right, fresh) => {
    if (right.type === "list") return code(`(${left.code} in ${right.code})`, "boolean");
    if (right.type === "string") return code(`$contains(${right.code}, ${textOf(left).code})`, "boolean");
    if (right.type === "dict") return code(`(${textOf(left).code} in $keys(${right.code}))`, "boolean");
    const value = fresh();
    const inText = `$type(${value}) = "string" ? $contains(${value}, ${textOf(left).code})`;
    const inTable = `$type(${value}) = "object" ? ${textOf(left).code} in $keys(${value})`;
    return code(`(${value} := ${right.code}; ${inText} : ${inTable} : ${left.code} in ${value})`, "boolean");
  },
  "==": (left, right) => code(`(${left.code} = ${right.code})`, "boolean"),
  // What is missing is not equal to anything, which JSONata's != does not say.
  "!=": (left, right) => code(`$not(${left.code} = ${right.code})`, "boolean"),
  "<": ordered("<"),
  "<=": ordered("<="),
  ">": ordered(">"),
  ">=": ordered(">="),
  "~": (left, right) => code(`(${textOf(left).code} & ${textOf(right).code})`, "string"),
  "+": (left, right, fresh) => {
    if (left.type === "string" || right.type === "string") return code(`(${left.code} & ${right.code})`, "string");
    if (left.type === "number" || right.type === "number") return code(`(${left.code} + ${right.code})`, "number");
    const [one, other] = [fresh(), fresh()];
    const sum = `$type(${one}) = "string" ? ${one} & ${other} : ${one} + ${other}`;
    return code(`(${one} := ${left.code}; ${other} := ${right.code}; ${sum})`);
  },
  "-": arithmetic("-"),
  "*": arithmetic("*"),
  "/": arithmetic("/"),
  "//": (left, right) => code(`$floor(${left.code} / ${right.code})`, "number"),
  // The remainder has the sign of the divisor.
  "%": (left, right, fresh) => {
    const [one, other] = [fresh(), fresh()];
    const rest = `${one} - ${other} * $floor(${one} / ${other})`;
    return code(`(${one} := ${left.code}; ${other} := ${right.code}; ${rest})`, "number");
  },
  "**": (left, right) => code(`$power(${left.code}, ${right.code})`, "number"),
};

function ordered(sign: string): Operator {
  return (left, right) => code(`(${left.code} ${sign} ${right.code})`, "boolean");
}

/** A number and a text cannot be taken together: the expression fails, as the template would. */
function arithmetic(sign: string): Operator {
  return (left, right) => code(`(${left.code} ${sign} ${right.code})`, "number");
}

const commonType = (left: Code, right: Code): Code["type"] => (left.type === right.type ? left.type : undefined);
