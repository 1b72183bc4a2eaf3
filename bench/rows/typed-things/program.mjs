import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const compiler = join(root, "node_modules/typescript/bin/tsc");
const schemas = [
  { schema: '{ type: "boolean", observable: true', value: "true" },
  { schema: '{ type: "integer", minimum: 0', value: "1" },
  { schema: '{ type: "string", enum: ["a", "b", "c"]', value: '"a"' },
  {
    schema: '{ type: "object", properties: { x: { type: "number" }, y: { type: "array", items: {} } }, required: ["x"]',
    value: "{ x: 1 }",
  },
];
const kinds = [
  { kind: "properties", count: 30, members: ({ schema }) => `${schema}, forms }`, use: usedProperty },
  {
    kind: "actions",
    count: 10,
    members: ({ schema }) => `{ input: ${schema} }, output: ${schema} }, forms }`,
    use: usedAction,
  },
  { kind: "events", count: 10, members: ({ schema }) => `{ data: ${schema} }, forms }`, use: usedEvent },
];

function usedProperty(name, value) {
  return `  await thing.write("${name}", ${value});\n  await thing.read("${name}");`;
}

function usedAction(name, value) {
  return `  await thing.invoke("${name}", ${value});`;
}

function usedEvent(name) {
  return `  for await (const data of thing.subscribe("${name}")) void data;`;
}

/** Arguments with which node checks a program that uses a Thing of 50 affordances, consumed as `consumed` says. */
export function checkArguments(consumed) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  writeFileSync(join(folder, "program.ts"), program(consumed));
  const paths = { "@thingwright/*": [join(root, "packages/*/dist/index.d.ts")], "*": [join(root, "node_modules/*")] };
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: "nodenext",
    target: "es2024",
    types: [],
    paths,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  return [compiler, "-p", folder];
}

function program(consumed) {
  const members = kinds.map(
    ({ kind, count, members: of }) =>
      `  ${kind}: {\n${lines(kind, count, (name, each) => `    ${name}: ${of(each)},`)}\n  },`,
  );
  const uses = kinds.map(({ kind, count, use }) => lines(kind, count, (name, { value }) => use(name, value)));
  return `import { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
const forms = [{ href: "https://thing.example/" }] as const;
const td = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Fifty",
  securityDefinitions: { none: { scheme: "nosec" } },
  security: "none",
${members.join("\n")}
} as const;
const thing = new Servient().consume(${consumed});
export async function use() {
${uses.join("\n")}
}
`;
}

const lines = (kind, count, line) =>
  Array.from({ length: count }, (_, index) => line(`${kind}${index}`, schemas[index % schemas.length])).join("\n");
