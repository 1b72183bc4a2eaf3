import { type Code, code, constant, numberOf, textOf } from "./code.js";
import { templateError } from "./template-error.js";

/** What a filter, function or method with these arguments is in JSONata; what it is applied to is the first. */
export type Call = (args: readonly Code[], named: Readonly<Record<string, Code>>, fresh: () => string) => Code;

const first = ([argument]: readonly Code[]): Code => {
  if (argument === undefined) throw templateError("an argument is missing");
  return argument;
};

const onText =
  (name: string): Call =>
  (args) =>
    code(`$${name}(${textOf(first(args)).code})`, "string");

/** A number, or what is given for what is none. */
const number =
  (finish: (value: string) => string): Call =>
  (args, named, fresh) => {
    const [value, otherwise = named.default] = args;
    if (otherwise === undefined) return code(finish(numberOf(first(args)).code), "number");
    const given = fresh();
    const type = otherwise.type === "number" ? "number" : undefined;
    return code(
      `(${given} := ${value!.code}; $isNum(${given}) ? ${finish(`$num(${given})`)} : ${otherwise.code})`,
      type,
    );
  };

/** Towards zero. */
const whole: Call = (args, named, fresh) => {
  const value = fresh();
  return number((given) => `(${value} := ${given}; ${value} < 0 ? $ceil(${value}) : $floor(${value}))`)(
    args,
    named,
    fresh,
  );
};

const round: Call = (args, named) => {
  const value = numberOf(first(args)).code;
  const places = args[1]?.code ?? named.precision?.code ?? "0";
  const method = args[2]?.code ?? named.method?.code ?? '"common"';
  if (method === '"common"') return code(`$round(${value}, ${places})`, "number");
  if (method === '"half"') return code(`($round(${value} * 2) / 2)`, "number");
  const step = `$power(10, ${places})`;
  if (method === '"floor"' || method === '"ceil"')
    return code(`($${method.slice(1, -1)}(${value} * ${step}) / ${step})`, "number");
  throw templateError(`rounding by ${method} has no equivalent`);
};

const otherwise: Call = (args, named, fresh) => {
  const value = fresh();
  const given = args[1] ?? named.default_value ?? constant("");
  const isStrict = (args[2] ?? named.boolean)?.code === "true";
  const type = first(args).type === given.type ? given.type : undefined;
  const known = isStrict ? value : `$exists(${value})`;
  return code(`(${value} := ${first(args).code}; ${known} ? ${value} : ${given.code})`, type);
};

const iif: Call = ([condition, then, other, whenNone], named) => {
  const yes = then ?? named.if_true ?? constant(true);
  const no = other ?? named.if_false ?? constant(false);
  const type = yes.type === no.type ? yes.type : undefined;
  const test = first(condition === undefined ? [] : [condition]).code;
  const isNone = whenNone === undefined ? "" : `${test} = null ? ${whenNone.code} : `;
  return code(`(${isNone}${test} ? ${yes.code} : ${no.code})`, whenNone === undefined ? type : undefined);
};

/** JSONata writes a text without quotes unless it is inside of something. */
const json: Call = (args, _, fresh) => {
  const text = fresh();
  const written = `$string({"v": ${first(args).code}})`;
  return code(`(${text} := ${written}; $substring(${text}, 5, $length(${text}) - 6))`, "string");
};

const length: Call = (args, _, fresh) => {
  const value = fresh();
  const inText = `$type(${value}) = "string" ? $length(${value})`;
  const inTable = `$type(${value}) = "object" ? $count($keys(${value}))`;
  return code(`(${value} := ${first(args).code}; ${inText} : ${inTable} : $count(${value}))`, "number");
};

const least =
  (name: "min" | "max"): Call =>
  (args) =>
    code(`$${name}(${args.length === 1 ? args[0]!.code : `[${args.map((each) => each.code).join(", ")}]`})`, "number");

const replace: Call = ([of, from, to]) =>
  code(`$replace(${textOf(first(of ? [of] : [])).code}, ${from?.code ?? '""'}, ${to?.code ?? '""'})`, "string");

/** Between words it would be cut elsewhere. */
const truncate: Call = ([of, length = constant(255), anywhere, end = constant("...")], _, fresh) => {
  if (anywhere?.code !== "true") throw templateError("to truncate between words has no equivalent");
  const text = fresh();
  const cut = `$substring(${text}, 0, ${length.code} - $length(${end.code})) & ${end.code}`;
  const given = textOf(first(of ? [of] : [])).code;
  return code(`(${text} := ${given}; $length(${text}) <= ${length.code} ? ${text} : ${cut})`, "string");
};

const yes: Call = (args) =>
  code(`($lowercase(${textOf(first(args)).code}) in ["true", "yes", "on", "enable", "1"])`, "boolean");

const capitalized: Call = (args, _, fresh) => {
  const text = fresh();
  const parts = `$uppercase($substring(${text}, 0, 1)) & $lowercase($substring(${text}, 1))`;
  return code(`(${text} := ${textOf(first(args)).code}; ${parts})`, "string");
};

const joined: Call = ([list, separator = constant("")], _, fresh) => {
  const item = fresh();
  const texts = `$map(${first(list ? [list] : []).code}, function(${item}) { $str(${item}) })`;
  return code(`$join([${texts}], ${separator.code})`, "string");
};

const withNumber =
  (sign: "+" | "*"): Call =>
  (args) =>
    code(`(${numberOf(first(args)).code} ${sign} ${args[1]?.code ?? "$nothing"})`, "number");

/** Of those that Jinja and Home Assistant have, the ones that need nothing but their input. */
export const filters: Readonly<Record<string, Call>> = {
  abs: (args) => code(`$abs(${first(args).code})`, "number"),
  add: withNumber("+"),
  bool: yes,
  capitalize: capitalized,
  count: length,
  d: otherwise,
  default: otherwise,
  first: (args) => code(`(${first(args).code})[0]`),
  float: number((value) => value),
  iif,
  int: whole,
  is_defined: (args) => first(args),
  is_number: (args) => code(`$isNum(${first(args).code})`, "boolean"),
  join: joined,
  last: (args) => code(`(${first(args).code})[-1]`),
  length,
  list: (args) => first(args),
  lower: onText("lowercase"),
  max: least("max"),
  min: least("min"),
  multiply: withNumber("*"),
  replace,
  round,
  string: (args) => textOf(first(args)),
  sum: (args) => code(`$sum(${first(args).code})`, "number"),
  to_json: json,
  tojson: json,
  trim: onText("trim"),
  truncate,
  upper: onText("uppercase"),
};

export const functions: Readonly<Record<string, Call>> = {
  bool: yes,
  float: filters.float!,
  iif,
  int: whole,
  is_number: filters.is_number!,
  max: least("max"),
  min: least("min"),
};

export const methods: Readonly<Record<string, Call>> = {
  capitalize: capitalized,
  endswith: ([text, end], _, fresh) => {
    const [whole, last] = [fresh(), fresh()];
    const cut = `$substring(${whole}, $length(${whole}) - $length(${last}))`;
    return code(`(${whole} := ${text!.code}; ${last} := ${end?.code ?? '""'}; ${cut} = ${last})`, "boolean");
  },
  get: ([table, key, other], _, fresh) => {
    const found = `$lookup(${table!.code}, ${textOf(key ?? constant("")).code})`;
    if (other === undefined) return code(found);
    const value = fresh();
    return code(`(${value} := ${found}; $exists(${value}) ? ${value} : ${other.code})`);
  },
  join: ([separator, list], named, fresh) => joined([list!, separator!], named, fresh),
  keys: (args) => code(`$keys(${first(args).code})`, "list"),
  lower: onText("lowercase"),
  replace,
  split: ([text, separator = constant(" ")]) =>
    code(`$split(${textOf(first(text ? [text] : [])).code}, ${separator.code})`, "list"),
  startswith: ([text, start]) =>
    code(`($substring(${text!.code}, 0, $length(${start?.code ?? '""'})) = ${start?.code ?? '""'})`, "boolean"),
  strip: onText("trim"),
  upper: onText("uppercase"),
};
