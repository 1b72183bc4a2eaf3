import { testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { mqttVocabulary } from "../../../src/form/mqtt-vocabulary.js";
import { commandQos, commandsQos, eventDelivery, highestQos, stateDelivery } from "../../../src/server/delivery.js";

const qosTerm = `${mqttVocabulary}qos`;
const retainTerm = `${mqttVocabulary}retain`;

function declaring(terms: Readonly<Record<string, unknown>>) {
  return { declared: (iri: string) => terms[iri] };
}

describe("How values are delivered", () => {
  it("is once at most where the document declares nothing, and values of properties are retained", () => {
    expect(eventDelivery(declaring({}))).toEqual({ qos: 0, retain: false });
    expect(stateDelivery(declaring({}))).toEqual({ qos: 0, retain: true });
  });

  it.each([
    ["0", 0],
    ["1", 1],
    ["2", 2],
    [1, 1],
    ["3", 0],
    ["", 0],
    [{}, 0],
    [null, 0],
  ])("follows a declared QoS of %j", (declared, qos) => {
    expect(eventDelivery(declaring({ [qosTerm]: declared })).qos).toBe(qos);
    expect(stateDelivery(declaring({ [qosTerm]: declared })).qos).toBe(qos);
  });

  it("never retains events, and retains a property unless its document says no", () => {
    expect(eventDelivery(declaring({ [retainTerm]: true })).retain).toBe(false);
    expect(stateDelivery(declaring({ [retainTerm]: false })).retain).toBe(false);
    expect(stateDelivery(declaring({ [retainTerm]: "false" })).retain).toBe(true);
  });

  it("does not retain what is not to be retained for one of reading and observing", () => {
    const declared = (iri: string, operation: string) => iri !== retainTerm || operation !== "readproperty";
    expect(stateDelivery({ declared }).retain).toBe(false);
  });

  it("of several values together is that of the most demanding", () => {
    const deliveries = ([0, 2, 1] as const).map((qos) => ({ qos, retain: false }));
    expect([highestQos([]), highestQos(deliveries)]).toEqual([0, 2]);
  });
});

describe("How commands are taken", () => {
  it("is with QoS 1, or as declared", () => {
    expect(commandQos(declaring({}), "writeproperty")).toBe(1);
    expect(commandQos(declaring({ [qosTerm]: "0" }), "invokeaction")).toBe(0);
    expect(commandQos(declaring({ [qosTerm]: "2" }), "invokeaction")).toBe(2);
  });

  it("is with QoS 2 for all of a Thing as soon as one is declared so, and never with less than 1", () => {
    const thing = testThing();
    expect(commandsQos(thing)).toBe(1);
    thing.action("echo").terms.set(qosTerm, "0");
    expect(commandsQos(thing)).toBe(1);
    thing.action("echo").terms.set(qosTerm, "2");
    expect(commandsQos(thing)).toBe(2);
  });
});
