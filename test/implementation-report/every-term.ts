import { coapServer } from "@thingwright/binding-coap";
import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { defaultSchemes, staticVerifier } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
import { Authority } from "../../packages/contract-tests/src/authority.js";
import { documentOf } from "./documents.js";

const secrets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  basic_sc: { username: "ada", password: "report" },
  digest_sc: { username: "ada", password: "report" },
  bearer_sc: { token: "report-token" },
  oauth2_sc: { token: "report-token" },
  code_sc: { token: "report-token" },
  key_sc: { key: "report-key" },
  query_sc: { key: "report-key" },
  uri_sc: { key: "report-key" },
  body_sc: { key: "report-key" },
};

const principal = { name: "ada", scopes: ["gate:open"] };
const known = Object.entries(secrets).map(([definition, { key, ...others }]) => {
  const credentials = key === undefined ? others : { apiKey: key };
  return [definition, [{ credentials, principal }]] as const;
});

/** Things that use every term, exposed on loopback as anybody exposes them: one for all, and one over TLS for who may. */
export async function everyTerm() {
  const authority = new Authority("the authority of this report");
  const open = new Servient({ servers: [httpServer({ port: 0, describeProblems: true }), coapServer({ port: 0 })] });
  const guarded = new Servient({
    servers: [httpServer({ port: 0, tls: authority.issue() })],
    securitySchemes: defaultSchemes(),
    verifier: staticVerifier(Object.fromEntries(known)),
  });
  return {
    targets: [await exposed(open, "greenhouse"), await exposed(guarded, "gatehouse")],
    credentials: { "*": secrets },
    authority: authority.cert,
    async [Symbol.asyncDispose]() {
      await open.stop();
      await guarded.stop();
    },
  };
}

/** Exposes the Thing of the document `name`. @returns the address of its description */
async function exposed(servient: Servient, name: string): Promise<string> {
  await servient.start();
  const thing = servient.produce(documentOf(`${name}.td.jsonld`) as PartialThingDescription);
  for (const action of Object.keys(thing.description.actions ?? {})) {
    thing.setActionHandler(action, async () => undefined);
  }
  await thing.expose();
  return `${servient.addresses()[0]}/${name}`;
}
