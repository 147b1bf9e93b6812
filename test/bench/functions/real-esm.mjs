/**
 * The same packages by `import`, as far as they have ES modules; the AWS SDK and express have none. date-fns and lodash module by module: linking
 * the barrel of date-fns alone (`export *`, 300 times) takes V8 longer than all the rest, and would hide what is to be seen.
 */
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as s3 from "@aws-sdk/client-s3";
import axios from "axios";
import { addBusinessDays } from "date-fns/addBusinessDays";
import { differenceInBusinessDays } from "date-fns/differenceInBusinessDays";
import { eachWeekendOfYear } from "date-fns/eachWeekendOfYear";
import { format } from "date-fns/format";
import { formatDistanceStrict } from "date-fns/formatDistanceStrict";
import { formatRelative } from "date-fns/formatRelative";
import { intervalToDuration } from "date-fns/intervalToDuration";
import { parse } from "date-fns/parse";
import { parseISO } from "date-fns/parseISO";
import express from "express";
import cloneDeep from "lodash-es/cloneDeep.js";
import debounce from "lodash-es/debounce.js";
import groupBy from "lodash-es/groupBy.js";
import merge from "lodash-es/merge.js";
import * as zod from "zod";

const dates = [
  addBusinessDays,
  differenceInBusinessDays,
  eachWeekendOfYear,
  format,
  formatDistanceStrict,
  formatRelative,
];
const moreDates = [intervalToDuration, parse, parseISO];
const lodash = [cloneDeep, debounce, groupBy, merge];

export const packages = [s3, dynamodb, express, lodash, axios, zod, dates, moreDates];
export const handler = async () => packages.length;
