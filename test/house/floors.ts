/** The floor of every workspace package: imports only go down. */
export const floors: Readonly<Record<string, number>> = {
  "@thingwright/errors": 0,
  "@thingwright/td": 0,
  "@thingwright/contracts": 1,
  "@thingwright/coap": 1,
  "@thingwright/dtls": 1,
  "@thingwright/thing-descriptions": 1,
  "@thingwright/conformance": 1,
  "@thingwright/validation": 1,
  "@thingwright/thing-model": 1,
  "@thingwright/linked-data": 1,
  "@thingwright/interchange": 1,
  "@thingwright/codegen": 1,
  "@thingwright/contribute": 1,
  "@thingwright/codecs": 2,
  "@thingwright/security": 2,
  "@thingwright/binding-memory": 2,
  "@thingwright/binding-http": 2,
  "@thingwright/binding-coap": 2,
  "@thingwright/binding-mqtt": 2,
  "@thingwright/binding-modbus": 2,
  "@thingwright/sparkplug": 3,
  "@thingwright/contract-tests": 2,
  "@thingwright/core": 3,
  "@thingwright/discovery": 3,
  "@thingwright/mapping": 3,
  "@thingwright/grouping": 3,
  "@thingwright/node-wot": 3,
  "@thingwright/adapter-core": 3,
  "@thingwright/adapter-bacnet": 4,
  "@thingwright/adapter-home-assistant": 4,
  "@thingwright/adapter-hue": 4,
  "@thingwright/adapter-matter": 4,
  "@thingwright/adapter-knx": 4,
  "@thingwright/adapter-opcua": 4,
  "@thingwright/adapter-modbus": 4,
  "@thingwright/adapter-shelly": 4,
  "@thingwright/adapter-zigbee2mqtt": 4,
  "@thingwright/simulator": 4,
  "@thingwright/gateway": 4,
  "@thingwright/recording": 4,
  "@thingwright/cli": 5,
  thingwright: 5,
};

/** On this floor the packages are strangers to each other: no binding, codec or scheme knows another. */
export const strangersFloor = 2;

/** Packages that tests of any floor may use: they are no part of what is shipped. */
export const testPackages: readonly string[] = ["@thingwright/contract-tests", "@thingwright/binding-memory"];

/** What is wrong with an edge between two packages; `undefined` when it goes down. */
export function complaint(from: string, to: string): string | undefined {
  const [upper, lower] = [floors[from], floors[to]];
  if (upper === undefined) return `${from} has no floor`;
  if (lower === undefined) return `${to} has no floor`;
  if (lower > upper) return `${from} (floor ${upper}) reaches up to ${to} (floor ${lower})`;
  if (lower === upper && upper === strangersFloor) return `${from} reaches to its sibling ${to}`;
  return undefined;
}
