import { compileConversion } from "@thingwright/mapping";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Code, code, input, whole } from "../../../src/template/code.js";
import { translateTemplate } from "../../../src/template/translate.js";

const limits = { maxExpressionLength: 8_000 };

/** What a template gives for a payload: the text that Jinja would write. */
async function rendered(template: string, payload: unknown): Promise<unknown> {
  const isText = typeof payload === "string";
  const variables: Readonly<Record<string, Code>> = isText
    ? { value: code(input, "string") }
    : { value: code(`$string(${input})`, "string"), value_json: code(input) };
  const read = whole(`$str(${translateTemplate(template, variables).code})`);
  const whole_ = { pick: (value: unknown) => value, put: (_: unknown, part: unknown) => part };
  const entry = {
    target: { kind: "property", name: "x" },
    pointer: "",
    prefix: "map",
    pick: whole_,
    pickPointer: "",
    read,
  } as const;
  const schemas = { vendor: undefined, payload: undefined, model: undefined };
  return compileConversion(entry, schemas, limits).read(payload, { vendor: payload, model: {} });
}

describe("a translated template", () => {
  it.each([
    ["{{ value_json.x.y }}", { x: { y: 21.5 } }, "21.5"],
    ["{{ value_json['a b'][0] }}", { "a b": [7, 8] }, "7"],
    ["{{ value_json.list[-1] }}", { list: [5, 6] }, "6"],
    ["{{ value_json[1] }}", [5, 6], "6"],
    ["{{ value_json.x | float / 10 }}", { x: "215" }, "21.5"],
    ["{{ value | int }}", "-1.7", "-1"],
    ["{{ value | int(0) + 1 }}", "none", "1"],
    ["{{ value_json.t | round(1) }}", { t: 21.25 }, "21.2"],
    ["{{ value_json.t | round(2, 'floor') }}", { t: 1.239 }, "1.23"],
    ["{{ value | upper ~ '!' }}", "on", "ON!"],
    ["{{ 'ON' if value_json.a else 'OFF' }}", { a: false }, "OFF"],
    ["{{ iif(value_json.a > 3, 'high', 'low') }}", { a: 4 }, "high"],
    ["{{ (value | float > 3) | iif('high', 'low') }}", "2", "low"],
    ["{{ value_json.no | default('none') }}", {}, "none"],
    ["{{ value_json.no | default(5) * 2 }}", {}, "10"],
    ["{{ {'0': 'off', '1': 'heat'}[value] }}", "1", "heat"],
    [
      "{% set m = {'auto': 'heat_cool'} %}{{ m[value_json.m] if value_json.m in m else 'off' }}",
      { m: "auto" },
      "heat_cool",
    ],
    ["{% set a = 1 %}{% if value == 'x' %}{% set a = 2 %}{% endif %}{{ a + 1 }}", "x", "3"],
    ["{% set a = 1 %}{% if value == 'x' %}{% set a = 2 %}{% endif %}{{ a + 1 }}", "y", "2"],
    ["{% if value == '1' %}open{% elif value == '2' %} closed {% else %}unknown{% endif %}", "2", "closed"],
    ["{%- if value == 'x' -%} A {%- endif -%}{% if value != 'y' %}B{% endif %}", "x", "AB"],
    ["{{ value_json.on }}", { on: true }, "True"],
    ["{{ value_json.none }}", { none: null }, undefined],
    ["{{ value.split(',')[1] | float }}", "a,1.5", "1.5"],
    ["{{ -2 ** 2 }} {{ 7 % -3 }} {{ 7 // 2 }}", "", "4 -2 3"],
    ["{{ 1 < value_json.x < 3 }}", { x: 2 }, "True"],
    ["{{ value_json.a != 3 and not value_json.a }}", {}, "True"],
    ["{{ value_json.a is defined }} {{ value_json.b is not none }}", { b: 1 }, "False True"],
    ["{{ 'a' in value }} {{ value in ['b', 'c'] }}", "cat", "True False"],
    ['{"state": {{ value | tojson }}}', 'say "hi"', '{"state": "say \\"hi\\""}'],
    ["{{ value_json | tojson }}", { a: [1, "x"] }, '{"a":[1,"x"]}'],
    ["{{ value_json.x | abs | multiply(2) }}", { x: -2 }, "4"],
    ["{{ value_json.get('a', 3) }}{# nothing #}", {}, "3"],
    ["{% set m = {'a': 'x'} %}{{ m[value] if value in m.keys() else 'none' }}", "a", "x"],
    ["{{ value | truncate(3, True, '', 0) }}", "abcdef", "abc"],
  ])("%s of %j is %s", async (template, payload, expected) => {
    const result = await rendered(template, payload);
    // A value that is null says nothing where it is picked; as a text it is Python's None.
    expect(result === "None" ? undefined : result).toBe(expected);
  });

  it.each([
    ["{{ states('sensor.x') }}", 'the function "states" has no equivalent'],
    ["{{ value | regex_replace('a', 'b') }}", 'the filter "regex_replace" has no equivalent'],
    ["{% for x in value %}{{ x }}{% endfor %}", 'the statement "for" has no equivalent'],
    ["{{ this.state }}", '"this" is not known here'],
    ["{{ value.__class__() }}", 'the function "__class__" has no equivalent'],
    ["{{ value_json.constructor }}", 'no member may be called "constructor"'],
    ["{{ value }}{% if value %}__proto__{% endif %}", 'no text may be "__proto__"'],
    ["{{ value", 'it has no "}}"'],
    ["{{ 'a }}", "a text in it has no end"],
    ["{{ [1 2] }}", 'a "]" is missing'],
    ["{{ }}", "an expression in it ends too early"],
    ["{% if value %}x", 'an "if" in it has no end'],
    ["{% endif %}", '"endif" is not expected there'],
    [`{{ ${"(".repeat(40)}1${")".repeat(40)} }}`, "it is deeper than maxTemplateDepth (32)"],
    [`{{ ${"not ".repeat(40)}1 }}`, "it is deeper than maxTemplateDepth (32)"],
    [`${"{% if value %}".repeat(40)}`, "it is deeper than maxTemplateDepth (32)"],
    [`{{ ${"1 + ".repeat(40)}1 }}`, "it is deeper than maxTemplateDepth (32)"],
    [`{% if value %}a${"{% elif value %}b".repeat(40)}{% endif %}`, "it is deeper than maxTemplateDepth (32)"],
    [`{{ ${"1 + ".repeat(600)}1 }}`, "it is longer than maxTemplateLength (2000)"],
  ])("%s is refused: %s", (template, reason) => {
    const variables = { value: code(input, "string"), value_json: code(input) };
    expect(() => translateTemplate(template, variables)).toThrow(reason);
  });

  it("is refused with a reason or is an expression, whatever it is", async () => {
    const pieces = [
      "{{",
      "}}",
      "{%",
      "%}",
      "if",
      "else",
      "endif",
      "set",
      "x",
      "=",
      "value",
      "value_json",
      ".",
      "|",
      "float",
      "(",
      ")",
      "[",
      "]",
      "'",
      "1",
      "+",
      "-",
      " ",
      "~",
      "in",
      "is",
      "not",
      "defined",
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), async (parts) => {
        const template = parts.join("");
        const outcome = await rendered(template, { x: 1 }).catch((error: unknown) => error);
        if (outcome instanceof Error)
          expect(outcome).toHaveProperty("code", expect.stringMatching(/^WOT_(OPERATION|DATA_INVALID|MAPPING)$/));
      }),
      { numRuns: 300 },
    );
  });
});
