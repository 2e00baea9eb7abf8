import { render } from "preact";
import { App } from "./app.tsx";
import { restoreLooks } from "./parts/looks.tsx";
import { followAddress } from "./state/address.ts";
import { followAbilities } from "./state/feedback.ts";
import { followCatalog, listenToTabs, start } from "./state/store.ts";

const loading = start();
followAddress();
await restoreLooks();
followCatalog();
followAbilities();
listenToTabs();
render(<App />, document.getElementById("app") ?? document.body);
await loading;
