import { coapServer } from "@thingwright/binding-coap";
import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { defaultSchemes, staticVerifier } from "@thingwright/security";
import type { PartialThingDescription } from "@thingwright/td";
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

/** Things that use every term, exposed on loopback as anybody exposes them. */
export async function everyTerm() {
  const principal = { name: "ada", scopes: ["gate:open"] };
  const known = Object.entries(secrets).map(([definition, { key, ...others }]) => {
    const credentials = key === undefined ? others : { apiKey: key };
    return [definition, [{ credentials, principal }]] as const;
  });
  const servient = new Servient({
    servers: [httpServer({ port: 0, describeProblems: true }), coapServer({ port: 0 })],
    securitySchemes: defaultSchemes(),
    verifier: staticVerifier(Object.fromEntries(known)),
  });
  await servient.start();
  for (const name of ["greenhouse", "gatehouse"]) {
    const thing = servient.produce(documentOf(`${name}.td.jsonld`) as PartialThingDescription);
    for (const action of Object.keys(thing.getThingDescription().actions ?? {})) {
      thing.setActionHandler(action, async () => undefined);
    }
    await thing.expose();
  }
  const [base] = servient.addresses();
  return {
    targets: [`${base}/greenhouse`, `${base}/gatehouse`],
    credentials: { "*": secrets },
    [Symbol.asyncDispose]: () => servient.stop(),
  };
}
