import type { ThingDescription } from "@thingwright/td";
import { fastHttp, type HttpFault, httpFaults, saying } from "./http-fault.js";
import { observedScript } from "./observed-thing.js";
import { profiledScript } from "./profiled-thing.js";
import { secured, withTrust } from "./secure-thing.js";

const transport = "arch-security-consideration";

/** A fault in what the description has beside all that is exercised: a Form of an action, which is not invoked. */
const acting = (caughtBy: string, what: string, form: object): HttpFault => ({
  ...{ caughtBy, what },
  spoil: saying((description: ThingDescription) => ({ ...description, actions: { reset: { forms: [form] } } })),
});

export const architectureFaults = httpFaults("architecture", [
  {
    caughtBy: "arch-rel-type-lowercase",
    what: "the relation type of a link has capitals",
    script: () => observedScript(),
    spoil: saying((description) => ({
      ...description,
      links: [{ href: "https://heaters.example/plan", rel: "https://heaters.example/rel#PlanOf" }],
    })),
  },
  acting("arch-op-request-method", "a Form of HTTP has a method of its own", {
    href: "reset",
    "htv:methodName": "SET",
  }),
  acting("arch-op-request-method", "a Form of CoAP has a method of HTTP", {
    href: "coap://127.0.0.1/reset",
    "cov:method": "PROPFIND",
  }),
  {
    caughtBy: "arch-schema",
    what: "nothing says what the output of an action is",
    script: profiledScript,
    spoil: saying(({ actions, ...rest }) => ({
      ...rest,
      actions: { ...actions, measure: { ...actions!.measure, output: { title: "What was measured" } } },
    })),
  },
  acting(`${transport}-tls-mandatory-pub`, "it is reset over plain HTTP from the internet", {
    href: "http://198.51.100.7/reset",
  }),
  acting(`${transport}-tls-mandatory-pub`, "it is reset over plain CoAP from the internet", {
    href: "coap://[2001:4860::1]/reset",
  }),
  acting(`${transport}-tls-recommended-priv`, "it is reset over plain HTTP from its network", {
    href: "http://192.168.0.7/reset",
  }),
  {
    caughtBy: `${transport}-no-earlier-tls-or-dtls`,
    what: "it speaks TLS 1.1 with who asks for it",
    options: { ...fastHttp, ...withTrust },
    tls: secured({ minVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" }),
    spoil: () => undefined,
  },
  {
    caughtBy: `${transport}-no-earlier-tls-or-dtls`,
    what: "it speaks TLS 1.0 with who asks for it",
    options: { ...fastHttp, ...withTrust },
    tls: secured({ minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" }),
    spoil: () => undefined,
  },
  {
    caughtBy: `${transport}-tls-1-3`,
    what: "it speaks nothing newer than TLS 1.2",
    options: { ...fastHttp, ...withTrust },
    tls: secured({ maxVersion: "TLSv1.2" }),
    spoil: () => undefined,
  },
]);
