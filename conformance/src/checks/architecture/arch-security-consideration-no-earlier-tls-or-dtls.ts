import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { tlsCheck } from "../../kinds/tls-check.js";

export const oldTlsIsRefused = tlsCheck({
  id: "arch-security-consideration-no-earlier-tls-or-dtls",
  level: "MUST",
  requirement: "Versions of TLS before 1.2 are not used.",
  procedure:
    "Offers TLS 1.0 and 1.1 alone to each server that a Form reaches over TLS. Fails when it agrees to one of them. DTLS is not tried.",
  example: "A handshake with TLS 1.1 succeeds.",
  versions: { minVersion: "TLSv1", maxVersion: "TLSv1.1" },
  judge({ version, isRefused, problem }) {
    if (version !== undefined) return violated(`it agrees to ${version}`);
    return isRefused ? holds : unexercised(problem?.message ?? "no answer");
  },
});
