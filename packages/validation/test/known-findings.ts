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
  // Two security definitions of one name; its author calls it invalid.
  ["aa9873fa23d6e9ae7cc162272ae530132fe923224bfe29eecc078dd05234155f", ["td-security"]],
  // A Form that names a security definition that is not there; its author calls it invalid.
  ["f69ce3c7a1b8d9331f6bdce412eaee20c65099d615ff2e6e43d462f16d283cb4", ["td-vocab-security--Form"]],
  // Two links of the relation "type"; its author calls it invalid.
  ["9c95a9bab0fccb995dcdb2b4445cb2752498e18086715b9dbecfdd0794c7a7d6", ["tm-rel-type-maximum"]],
  // An IntegerSchema in steps of 0.005 up to 1.275.
  [
    "0223f042032fac8b27e2939d7b09b4db8e0ee73ba168798c1d42689c65eca701",
    // Its references have "~1" where the names, which have "~1" in them, would need "~01".
    ["td-vocab-multipleOf--IntegerSchema", "td-vocab-maximum--IntegerSchema", "tm-tmRef2"],
  ],
  // "readonly" in the place of "readOnly", in both.
  ["3c92d5e21b6a82731d6ec2c429d4e697e0570ba56dfc75d91af9c41ac60fa1e3", ["td-property-names_readOnly"]],
  ["24a96963a20994a383946b35168a0c149cf35b6d0107ff4b293650a2065344a6", ["td-property-names_readOnly"]],
  // "propeRties" in the place of "properties"; made to try whether a tool finds such slips.
  ["cdaf4aabde9844dc4a6b2fd72e378b61af532a810bc3ad73a6be1929d61b6218", ["td-properties_existence"]],
  // References with "~1" to names that have "~1" in them, which would need "~01", in both.
  ["b8413a74974f287778f9874836e520a78d87ec8e7947da0a3378ff1dca60bf78", ["tm-tmRef2"]],
  ["fe9d760d8b5a76eaaa7afbfeb05ed2521738870f68413dd5ef27c2403e3070b5", ["tm-tmRef2"]],
  // A key in the body, at a member of the input that is not required.
  ["0e97c8a61901314800b7c2e7337428191611f34de15394c6f9fbf4c04fb68fd3", ["sec-body-name-json-pointer-type"]],
  // A key in the URI is active on all forms, and only some have its variable, in both.
  ["77c2623f65b6d7a45974c89a42b3501c43f48c4f8332dfe98cf620eae1b1b9fb", ["td-security-in-uri-variable"]],
  ["7dc09f6c11cf5955145b935976cb63b6c26b23d82c11094310a36cae4fa63646", ["td-security-in-uri-variable"]],
  // A Thing Description with "tm:ref".
  ["63a8bb926ba3318af40cd016c7e58f74201759e3cdbfc140d49806a8bc798aad", ["thing-model-td-generation-processor-imports"]],
  // "{subscriptionId}" of events, in three; "from" and "to" of all properties but one; "xpath" a level too deep.
  ["17df62ff1192608d7eb5f1550246ddf03b2d0b24214ce151aadd883414c15b1a", ["td-uriVariables-names"]],
  ["7bf968096fb59d8506bb5ca920a1b95e46362827b8a1929334aa324572777d54", ["td-uriVariables-names"]],
  ["af3e4f7c2505df38a15ce5eaecab2ba7c789c761581f1dcbc5fd09628f5ea8dd", ["td-uriVariables-names"]],
  ["ba78672984cbaa785090c1b674a32f1bd660729676db734cd946346a718695e4", ["td-uriVariables-names"]],
  ["ff9bb36d619e0785f1518516b7d54680d0154294e6fe1c496a5a06e8869f3074", ["td-uriVariables-names"]],
  // A response whose schema "actionStatus" is not among the definitions, in both.
  ["942d99e15005e5ddfc36b2c27114a9e27bd9733eadc0fb04031e88f74e7ca579", ["td-vocab-schema--AdditionalExpectedResponse"]],
  ["d4b9380ef87813daae6148107a314599b636d0aeacf2b03dae4d9d0ffeafc763", ["td-vocab-schema--AdditionalExpectedResponse"]],
  // Two security definitions of one name; its author calls it invalid.
  ["aa9873fa23d6e9ae7cc162272ae530132fe923224bfe29eecc078dd05234155f", ["td-security"]],
]);
