import type { Check, CheckDescription } from "../check.js";
import type { TlsHandshake, TlsVersions } from "../wire/http/tls-handshake.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { tlsAuthorities } from "./form-hosts.js";
import { thingCheck } from "./thing-check.js";

/** A Check of the versions of TLS that servers agree to. */
export interface TlsCheck extends Omit<CheckDescription, "area" | "specification" | "section" | "safety"> {
  readonly versions: TlsVersions;
  judge(handshake: TlsHandshake): FormFinding;
}

/** The Check: one handshake with each server that a Form reaches over TLS, the certificate of which is not looked at. */
export function tlsCheck({ versions, judge, ...description }: TlsCheck): Check {
  return thingCheck({
    ...description,
    area: "architecture",
    specification: "architecture11",
    section: "sec-security-consideration-secure-transport",
    safety: "read",
    appliesTo: ({ thing }) => (tlsAuthorities(thing).length > 0 ? true : "no Form is reached over TLS"),
    async judge(subject) {
      const found = new FormEvidence();
      for (const authority of tlsAuthorities(subject.thing)) {
        const handshake = await subject.http.handshake(authority, versions);
        found.add({ ...judge(handshake), pointer: authority, exchanges: [handshake] });
      }
      return found.together(description.requirement);
    },
  });
}
