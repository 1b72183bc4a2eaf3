import { httpServer } from "@thingwright/binding-http";
import { serve } from "../../lib/contender.mjs";
import { countsOf } from "../../lib/counter.mjs";
import { hostedServer } from "./hosted-server.mjs";

const port = await hostedServer(httpServer({ port: 0 }));
serve({ urls: countsOf(`http://127.0.0.1:${port}`, 1) });
