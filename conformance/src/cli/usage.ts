export const usage = `Judges whether Things do what their Thing Descriptions say. Only reads, unless you allow more.

  thingwright-conformance [run] TARGET… [OPTION…]
  thingwright-conformance consumer [OPTION…] -- COMMAND [ARGUMENT…]   judges a client, see below
  thingwright-conformance list [--only …] [--skip …]     the checks
  thingwright-conformance explain ID                     what a check demands, does, and lets fail
  thingwright-conformance claim                          a file for what people have to answer
  thingwright-conformance replay REPORT ID               does the exchange of a result again
  thingwright-conformance diff REPORT REPORT             what has changed between two reports in JSON

TARGET is a URL or file of a Thing Description, or of an array of them.

which checks
  --only PATTERN    ids (td-json-*), areas (property) or both (http/*); several with commas, or again
  --skip PATTERN    those that do not run
  --dry-run         says what would run on each Thing, and sends nothing else
  --list            lists the checks that are selected, and sends nothing
what they may do
  --allow EFFECT    write, invoke, network, load; several with commas. What is written is put back
  --claim FILE      what is claimed, and what people answered
  --test-results FILE  JUnit XML: what came of the tests that the claim names
  --credentials FILE  secrets by Thing id (or *) and security definition; under "origins" those for descriptions
  --rate NUMBER     most requests in a second to one address; default 100
  --ca FILE         certificates of authorities, PEM, instead of the usual ones
  --allow-untrusted takes certificates that nobody vouches for
  --timeout MS      for each TARGET; default 60000
  --request-timeout MS  for each answer; default 5000
  --effect-timeout MS   for a change to show; default 2000
how they run
  --seed NUMBER     the order, and what is made up
  --repeat NUMBER   how often, each time with the next seed
  --fail-fast       ends with the first failure
  --parallel NUMBER most targets at the same time; default 4
  --config FILE     options in JSON, by their long names without dashes; and "targets"
what comes out
  --strict          a warning counts as a failure
  --json            the same as --report json
  --report FORMAT[=FILE]  instead of the report for a person, or into a file beside it
  --quiet           no progress

consumer starts COMMAND, a driver: it reads commands for the client under test on standard input, and replies on standard output.
It takes --only, --skip, --list, --claim, --timeout (default 300000), --request-timeout for each reply (10000), --effect-timeout for
what is to come by itself (5000), --fail-fast, --strict, --json, --report, --quiet, --config, and
  --host ADDRESS    where the Thing listens that the client is given; default 127.0.0.1

Exit code: 0 nothing failed, 1 something did, 2 wrong usage or nothing to judge, 3 a check could not be carried out,
4 something could not be put back, 130 interrupted.
`;
