/**
 * The commands that make a row of each copy, from `inventory` lines and from `resolution` lines. An inventory
 * holds no quotation mark and no backslash, so its items between quotes are a list of JSON. A `resolution`
 * line gives a list of one empty item, and has the fields itself. No command changes a field that a line may
 * have, since AWS does not say what a query then reads.
 *
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Unnest.html
 */
import { separator } from "../../../core/telemetry/inventory.ts";

export const copyLines = 'outcrop in ["inventory", "resolution"]';

export const eachCopy = `fields jsonParse(concat('["', replace(coalesce(copies, ""), "${separator}", '","'), '"]')) as items
| unnest items into item
| parse item /^(?<p>@?[^@ ]*)(?:@(?<v>[^ ]+))? (?<r>[a-z]+)(?::(?<w>[^ ]+))? (?<m>[0-9]+)/
| parse item / in=(?<l>[^ ]+)/
| fields coalesce(p, package) as package_name, coalesce(v, version) as package_version,
  coalesce(r, root) as from_root, coalesce(w, path, "") as place, coalesce(l, layer, "") as from_layer`;

/** How a reader reads the column. */
export const placeReading =
  "An empty place is the root's usual folder: node_modules of /var/task, /opt/nodejs or /var/runtime. A place " +
  "without a slash in front is below that folder; one with a slash at its end goes on with node_modules. " +
  "from_layer is empty if no lock or manifest names the layer.";
