/** Tokens at the edges of each form of the TKL field, with the bytes before them: the field and its extension. */
export const tokenLengths: readonly { readonly bytes: number; readonly nibble: number; readonly extension: string }[] =
  [
    { bytes: 0, nibble: 0, extension: "" },
    { bytes: 8, nibble: 8, extension: "" },
    { bytes: 9, nibble: 9, extension: "" },
    { bytes: 12, nibble: 12, extension: "" },
    { bytes: 13, nibble: 13, extension: "00" },
    { bytes: 14, nibble: 13, extension: "01" },
    { bytes: 268, nibble: 13, extension: "ff" },
    { bytes: 269, nibble: 14, extension: "0000" },
    { bytes: 270, nibble: 14, extension: "0001" },
    { bytes: 65_804, nibble: 14, extension: "ffff" },
  ];
