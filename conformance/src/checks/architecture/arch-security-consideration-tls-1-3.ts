import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { tlsCheck } from "../../kinds/tls-check.js";

export const newTlsIsSpoken = tlsCheck({
  id: "arch-security-consideration-tls-1-3",
  level: "SHOULD",
  requirement: "Secure transport over TCP is of TLS 1.3 at least.",
  procedure: "Offers TLS 1.3 alone to each server that a Form reaches over TLS. Warns when it does not agree.",
  example: "A server knows nothing newer than TLS 1.2.",
  versions: { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" },
  judge({ version, isRefused, problem }) {
    if (version !== undefined) return holds;
    const why = problem?.message ?? "no answer";
    return isRefused ? violated(why) : unexercised(why);
  },
});
