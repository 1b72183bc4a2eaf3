import assert from "node:assert";
import { validateThingDescription } from "@thingwright/td";
import type { Check } from "../check.js";
import { endingOperations } from "../holder.js";
import { type OfferedOperation, offeredOperations } from "../offered-forms.js";
import type { World } from "../world.js";

const offered = (world: World): readonly OfferedOperation[] => offeredOperations(world.remote.description);

const shown = ({ operation, affordance }: OfferedOperation): string => `${operation} on ${affordance ?? "the Thing"}`;

/** Prefixes that the context of TD 1.1 defines and that can stand in a Form. */
const prefixesOfContext = ["td", "jsonschema", "wotsec", "hctl", "htv", "schema", "rdf", "rdfs", "xsd", "dct"];

/** The manifest and the Forms, held against each other. */
export const manifestChecks: readonly Check[] = [
  {
    id: "manifest/well-formed",
    title: "names its schemes in lower case, and client and server agree on them",
    operations: [],
    async run({ client, server }) {
      assert.ok(client.manifest.name.length > 0);
      assert.ok(server.manifest.schemes.length > 0);
      for (const scheme of client.manifest.schemes) assert.match(scheme, /^[a-z][a-z0-9+.-]*$/);
      const foreign = server.manifest.schemes.filter((scheme) => !client.manifest.schemes.includes(scheme));
      assert.deepEqual(foreign, []);
    },
  },
  {
    id: "manifest/all-offered",
    title: "offers a Form for every operation that the server's manifest claims",
    operations: [],
    async run(world) {
      const operations = new Set(offered(world).map(({ operation }) => operation));
      assert.deepEqual(
        world.server.manifest.serverOperations.filter((operation) => !operations.has(operation)),
        [],
      );
    },
  },
  {
    id: "manifest/none-beyond",
    title: "offers no Form with an operation, scheme or subprotocol outside the server's manifest",
    operations: [],
    async run(world) {
      const { serverOperations, schemes, subprotocols } = world.server.manifest;
      for (const { operation, form } of offered(world)) {
        assert.ok(serverOperations.includes(operation), `${operation} is not in the manifest`);
        const scheme = form.href.slice(0, form.href.indexOf(":"));
        assert.ok(schemes.includes(scheme), `${form.href} has a scheme outside the manifest`);
        const { subprotocol } = form;
        assert.ok(subprotocol === undefined || subprotocols.includes(subprotocol), `${subprotocol} is not in it`);
      }
    },
  },
  {
    id: "manifest/each-affordance",
    title: "offers for each affordance what it can do, and nothing that it cannot",
    operations: [],
    async run(world) {
      const { serverOperations } = world.server.manifest;
      const has = new Set(offered(world).map(shown));
      for (const property of world.thing.properties.values()) {
        const can = {
          readproperty: !property.writeOnly,
          writeproperty: !property.readOnly,
          observeproperty: property.observable,
        };
        for (const [operation, able] of Object.entries(can)) {
          const expected = able && serverOperations.some((claimed) => claimed === operation);
          assert.equal(has.has(`${operation} on ${property.name}`), expected, `${operation} on ${property.name}`);
        }
      }
    },
  },
  {
    id: "manifest/under-addresses",
    title: "offers absolute addresses below those that addresses() says",
    operations: [],
    async run(world) {
      const addresses = world.server.addresses();
      for (const { form } of offered(world)) {
        const below = addresses.some((address) => form.form.href.startsWith(address));
        assert.ok(below, `${form.form.href} is below none of ${addresses.join(", ")}`);
      }
    },
  },
  {
    id: "manifest/valid-description",
    title: "offers Forms that make a valid Thing Description",
    operations: [],
    async run({ remote }) {
      const errors = validateThingDescription(remote.description).filter((finding) => finding.level === "error");
      assert.deepEqual(errors, []);
    },
  },
  {
    id: "manifest/prefixes",
    title: "declares the prefix of every term in its Forms that the TD 1.1 context does not define",
    operations: [],
    async run(world) {
      const declared = new Set([...prefixesOfContext, ...Object.keys(world.server.manifest.prefixes ?? {})]);
      const terms = offered(world).flatMap(({ form }) => Object.keys(form.form));
      const undeclared = terms.filter((term) => term.includes(":") && !declared.has(term.slice(0, term.indexOf(":"))));
      assert.deepEqual(undeclared, []);
    },
  },
  {
    id: "manifest/own-forms-taken",
    title: "prepares every Form that its own server offers, for the operations that the client's manifest claims",
    operations: [],
    async run(world) {
      const { clientOperations } = world.client.manifest;
      for (const offer of offered(world)) {
        const { operation, form, affordance } = offer;
        if (!clientOperations.includes(operation) || endingOperations.includes(operation)) continue;
        const prepared = world.remote.prepareForm(form, operation, affordance);
        assert.ok(!("refused" in prepared), `${shown(offer)} is refused: ${"refused" in prepared && prepared.refused}`);
      }
    },
  },
];
