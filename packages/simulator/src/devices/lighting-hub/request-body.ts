import type { IncomingMessage } from "node:http";

/** A body, or why there is none. */
export type RequestBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "empty" }
  | { readonly kind: "too-large" }
  | { readonly kind: "malformed" };

/** Reads a JSON body of at most `maxBodyBytes`. What comes beyond is thrown away as it arrives. */
export function readBody(request: IncomingMessage, maxBodyBytes: number): Promise<RequestBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBodyBytes) chunks.push(chunk);
      else resolve({ kind: "too-large" });
    });
    request.on("end", () => resolve(parsed(Buffer.concat(chunks))));
    // A peer that left gets no answer; resolving lets the handler end.
    request.on("close", () => resolve({ kind: "malformed" }));
    request.on("error", () => resolve({ kind: "malformed" }));
  });
}

function parsed(bytes: Buffer): RequestBody {
  if (bytes.length === 0) return { kind: "empty" };
  try {
    return { kind: "json", value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { kind: "malformed" };
  }
}
