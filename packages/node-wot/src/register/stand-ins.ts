/** The packages that have a stand-in, with the module that takes their place. Modules inside of them have none. */
const standIns: ReadonlyMap<string, string> = new Map(
  ["core", "binding-http", "binding-coap", "binding-mqtt"].map((name) => [
    `@node-wot/${name}`,
    new URL(`../stand-in/${name}.js`, import.meta.url).href,
  ]),
);

/** URL of the module that takes the place of what `specifier` names; `undefined` where nothing does. */
export const standInFor = (specifier: string): string | undefined => standIns.get(specifier);
