/** Ciphers of TLS 1.2 by which a pre-shared key alone proves both sides, and those of TLS 1.3, which leave the proof open. */
export const pskCiphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_CHACHA20_POLY1305_SHA256",
  "ECDHE-PSK-CHACHA20-POLY1305",
  "ECDHE-PSK-AES128-CBC-SHA256",
  "DHE-PSK-AES128-GCM-SHA256",
  "DHE-PSK-AES256-GCM-SHA384",
  "PSK-AES128-GCM-SHA256",
  "PSK-AES256-GCM-SHA384",
  "PSK-AES128-CBC-SHA256",
].join(":");
