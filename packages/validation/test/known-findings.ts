/**
 * Errors in documents of the corpus that the W3C's schemas accept, each confirmed by reading the document beside the
 * assertions: SHA-256 of the document → the assertions that it breaks, without those that follow from one of them.
 */
export const knownFindings: ReadonlyMap<string, readonly string[]> = new Map([
  // An OAuth2 client flow whose token endpoint is nowhere.
  ["5342e206f1cdc6f7bc170bc0313fe0f78b0fccf5c7302f2f446b4dad68fb04d1", ["td-security-oauth2-client-flow"]],
  // An OAuth2 client flow with an authorization endpoint; a TD 1.0 document, judged as TD 1.1.
  ["62ad7615693c68222bd92d4f652d7c51b41569884ba14758d5af9937a64ef4d9", ["td-security-oauth2-client-flow-no-auth"]],
  // Two properties of one name; its author calls it invalid.
  ["75fbb8cec39157de0884ca5d646c5f45b7dbc8c4991a2eead285dcb14fd3bfca", ["td-properties_uniqueness"]],
  // A Form that names a security definition that is not there; its author calls it invalid.
  ["f69ce3c7a1b8d9331f6bdce412eaee20c65099d615ff2e6e43d462f16d283cb4", ["td-vocab-security--Form"]],
  // Two links of the relation "type"; its author calls it invalid.
  ["9c95a9bab0fccb995dcdb2b4445cb2752498e18086715b9dbecfdd0794c7a7d6", ["tm-rel-type-maximum"]],
  // An IntegerSchema in steps of 0.005 up to 1.275.
  [
    "0223f042032fac8b27e2939d7b09b4db8e0ee73ba168798c1d42689c65eca701",
    ["td-vocab-multipleOf--IntegerSchema", "td-vocab-maximum--IntegerSchema"],
  ],
  // "readonly" in the place of "readOnly", in both.
  ["3c92d5e21b6a82731d6ec2c429d4e697e0570ba56dfc75d91af9c41ac60fa1e3", ["td-property-names_readOnly"]],
  ["24a96963a20994a383946b35168a0c149cf35b6d0107ff4b293650a2065344a6", ["td-property-names_readOnly"]],
  // "propeRties" in the place of "properties"; made to try whether a tool finds such slips.
  ["cdaf4aabde9844dc4a6b2fd72e378b61af532a810bc3ad73a6be1929d61b6218", ["td-properties_existence"]],
]);
