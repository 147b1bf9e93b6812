/** import-in-the-middle by synchronous hooks, with a hook that changes nothing. */
import { Hook } from "import-in-the-middle";
import { register } from "import-in-the-middle/register-hooks.mjs";

register({});
new Hook(() => {});
