import { fileURLToPath } from "node:url";

const built = (path: string): string => fileURLToPath(new URL(`../../../dist/stand-in/${path}.js`, import.meta.url));

/** What stands in for each package; of the core also classes that its tests take from inside of it. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: ["core", "exposing/content-listeners"],
  "binding-http": ["binding-http"],
  "binding-coap": ["binding-coap"],
  "binding-mqtt": ["binding-mqtt"],
};

/** Modules whose default export is not what their name says. */
const defaults: Readonly<Record<string, string>> = {
  core: "all.Servient",
  "content-serdes": "all.ContentSerdes.get()",
  "protocol-listener-registry": "all.ContentListeners",
};

/**
 * The text of a module by which a test of theirs sees the stand-in: what it exports is all of the package.
 *
 * @param module - name of the file of theirs: `exposed-thing` has the default export `ExposedThing`
 */
export function standInModule(name: string, module: string): string | undefined {
  const parts = packages[name];
  if (parts === undefined) return undefined;
  const required = parts.map((part) => `require(${JSON.stringify(built(part))})`);
  return [
    `const all = Object.assign({}, ${required.join(", ")});`,
    `module.exports = { ...all, default: ${defaults[module] ?? `all.${pascalCase(module)} ?? all.default`}, __esModule: true };`,
  ].join("\n");
}

const pascalCase = (module: string): string =>
  module.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
