import { connect, type SecureVersion, type TLSSocket } from "node:tls";
import type { Exchange, ProbeProblem } from "../wire.js";

/** Versions that a handshake offers. */
export interface TlsVersions {
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
}

/** A handshake that was tried, and what came of it; nothing was sent after it. */
export interface TlsHandshake extends Exchange {
  readonly wire: "http";
  /** The version that both agreed on; absent where they did not. */
  readonly version?: string;
  /** Whether the peer, or our own library, refused to agree: who cannot be reached has refused nothing. */
  readonly isRefused: boolean;
}

/** Our own library offers old versions only when it is told that their ciphers are wanted. */
const anyCipher = "DEFAULT:@SECLEVEL=0";

/** Options of openssl s_client, by version. */
const flags: Readonly<Partial<Record<SecureVersion, string>>> = {
  "TLSv1.1": `-tls1_1 -cipher '${anyCipher}'`,
  "TLSv1.3": "-tls1_3",
};

/** Connects to `authority`, HOST:PORT, and offers these versions. Never rejects, and does not look at certificates. */
export async function tlsHandshake(
  authority: string,
  versions: TlsVersions,
  { timeoutMs, signal, now }: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly now: () => number },
): Promise<TlsHandshake> {
  const startedMs = now();
  const { hostname, port } = new URL(`http://${authority}`);
  const host = hostname.replace(/^\[|\]$/g, "");
  const result = await agree(host, Number(port || 443), versions, timeoutMs, signal);
  const offered = `${versions.minVersion} to ${versions.maxVersion}`;
  const durationMs = now() - startedMs;
  const heard = result.version ?? result.problem?.message ?? "nothing";
  const reproduce = `openssl s_client -connect ${authority} ${flags[versions.maxVersion] ?? ""} </dev/null`;
  return {
    ...{ wire: "http", target: `tls://${authority}`, startedMs, durationMs, reproduce },
    transcript: [
      { direction: "sent", atMs: 0, text: `TLS handshake with ${offered}` },
      { direction: result.version === undefined ? "note" : "received", atMs: durationMs, text: heard },
    ],
    ...result,
  };
}

type Result = Pick<TlsHandshake, "version" | "isRefused" | "problem">;

function agree(
  host: string,
  port: number,
  versions: TlsVersions,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve) => {
    let isConnected = false;
    const end = (result: Result): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket?.destroy();
      resolve(result);
    };
    const fail = (kind: ProbeProblem["kind"], message: string, isRefused = false): void =>
      end({ isRefused, problem: { kind, message } });
    const abort = (): void => fail("aborted", "the run has ended");
    const timer = setTimeout(() => fail("timeout", `no handshake within ${timeoutMs} ms`), timeoutMs);
    signal.addEventListener("abort", abort, { once: true });
    let socket: TLSSocket | undefined;
    if (signal.aborted) return abort();
    socket = connect({ host, port, ...versions, ciphers: anyCipher, rejectUnauthorized: false });
    socket.once("connect", () => {
      isConnected = true;
    });
    socket.once("secureConnect", () => end({ isRefused: false, version: socket?.getProtocol() ?? "unknown" }));
    socket.on("error", (error) => fail(isConnected ? "cut" : "unreachable", error.message, isConnected));
    socket.once("close", () => fail("cut", "the connection was closed", isConnected));
  });
}
