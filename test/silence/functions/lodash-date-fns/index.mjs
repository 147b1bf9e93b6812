import { addDays, format } from "date-fns";
import _ from "lodash";
import { v4 } from "uuid";

export const handler = async () => [
  _.chunk([1, 2, 3], 2),
  format(addDays(new Date(0), 1), "yyyy"),
  v4().length,
];
