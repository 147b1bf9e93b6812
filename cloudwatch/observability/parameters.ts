/**
 * The parameters of observability.yaml, the rules among them, and the conditions that follow from them. A
 * price is a list price of us-east-1.
 */
import { docsUrl } from "../../core/docs-address.ts";
import { and, equals, not, or, ref } from "./intrinsics.ts";
import type { Parts } from "./template.ts";

const onOff = { Type: "String", AllowedValues: ["on", "off"] } as const;

/** Of the dashboard's and of the queries' template. */
export const logGroupNames = {
  Type: "String",
  Default: "",
  AllowedPattern: "^([a-zA-Z0-9_/.#-]{1,512}(,[a-zA-Z0-9_/.#-]{1,512}){0,19})?$",
  ConstraintDescription: "One to twenty names of log groups, separated by commas, without blanks.",
} as const;

export const parameters: Parts = {
  FunctionNamePrefix: {
    why: "Outcrop reads the logs of the functions with this prefix that log to /aws/lambda/<name>.",
    value: {
      Type: "String",
      Default: "",
      AllowedPattern: "^(\\*|[a-zA-Z0-9_-]{1,64})?$",
      ConstraintDescription:
        "The start of a function's name (letters, digits, - and _, at most 64), or * for all functions.",
      Description:
        "Start of the names of the functions that have the layer, or * for all. " +
        "Leave it empty if you set LogGroupNames.",
    },
  },
  LogGroupNames: {
    why:
      "For functions whose log groups share no prefix (LoggingConfig). " +
      "A string, since a rule cannot check the items of a list.",
    value: {
      ...logGroupNames,
      Description:
        "Log groups of the functions that have the layer: at most 20 names, separated by commas. " +
        "Use it instead of FunctionNamePrefix.",
    },
  },
  DocsUrl: {
    why:
      "The project publishes its pages nowhere. Without an address, texts name a page by its path in the " +
      "repository; outcrop explain prints it.",
    value: {
      Type: "String",
      Default: docsUrl,
      AllowedPattern: "^(https://[!-~]{1,200}/)?$",
      ConstraintDescription: "An address that begins with https:// and ends with a slash.",
      Description: "Where you publish Outcrop's folder docs, if you do. Alarms and dashboard link to it.",
    },
  },
  AlarmTopicArn: {
    why:
      "Who receives the alarms. Leave it empty at first: fix or accept what the dashboard shows, " +
      "then set it.",
    value: {
      Type: "String",
      Default: "",
      AllowedPattern: "^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256})?$",
      ConstraintDescription: "The ARN of a standard SNS topic (not FIFO), in this region.",
      Description: "SNS topic that receives the alarms. Empty - the alarms change colour and send nothing.",
    },
  },
  DashboardName: {
    why: "The dashboard's name in the console. A new name replaces the dashboard.",
    value: {
      Type: "String",
      Default: "Outcrop",
      AllowedPattern: "^[a-zA-Z0-9_-]{1,255}$",
      ConstraintDescription: "Letters, digits, - and _, at most 255.",
      Description: "Name of the dashboard.",
    },
  },
  Dashboard: {
    why:
      "Costs money: the dashboard, beyond an account's free ones, and the logs that its widgets scan " +
      "each time someone opens it.",
    value: {
      ...onOff,
      Default: "on",
      Description:
        "The dashboard. 3.00 USD a month (an account's first three are free, with at most 50 metrics " +
        "each), and 0.005 USD for each GB of logs its widgets scan.",
    },
  },
  Alarms: {
    why:
      "Costs money: an alarm on the fleet watches one metric; " +
      "an alarm on each function watches one metric for each function that has it.",
    value: {
      Type: "String",
      Default: "fleet",
      AllowedValues: ["off", "fleet", "function"],
      Description:
        "fleet - one message when the first function has a finding; 0.50 USD a month. " +
        "function - one message for each function; 0.10 USD for each alarm's metric that a function has. " +
        "Both - 0.10 USD for each log group whose metrics CloudWatch refused.",
    },
  },
  WatchBundled: {
    why: "Costs money: the alarm on bundles.",
    value: {
      ...onOff,
      Default: "off",
      Description:
        "Alarm for functions that are bundles. 0.10 USD a month, or for each bundle (Alarms=function).",
    },
  },
  SilenceBelowPercent: {
    why:
      "Costs money, and needs a number that only you know: " +
      "the share of this region's invocations that comes from functions with the layer.",
    value: {
      Type: "Number",
      Default: 0,
      MinValue: 0,
      MaxValue: 100,
      ConstraintDescription: "A percentage, 0 to 100.",
      Description:
        "Alarm when, for an hour, Outcrop reports less than this percentage of the region's Lambda " +
        "invocations. 0 - no such alarm. 0.30 USD a month.",
    },
  },
  ContributorInsights: {
    why: "Costs money: the rules that rank packages and functions on the dashboard.",
    value: {
      ...onOff,
      Default: "off",
      Description:
        "Two Contributor Insights rules. 1.00 USD a month, and 0.02 USD for each million findings " +
        "(the account's first rule and million are free).",
    },
  },
};

export const rules: Parts = {
  FunctionsAreNamedOnce: {
    why: "Exactly one of the two parameters names the functions.",
    value: {
      Assertions: [
        {
          Assert: or(
            and(equals(ref("FunctionNamePrefix"), ""), not(equals(ref("LogGroupNames"), ""))),
            and(not(equals(ref("FunctionNamePrefix"), "")), equals(ref("LogGroupNames"), "")),
          ),
          AssertDescription: "Set FunctionNamePrefix or LogGroupNames, but not both.",
        },
      ],
    },
  },
  AlarmsAreOnWhereAskedFor: {
    why: "Without alarms, a topic or a percentage has no effect.",
    value: {
      RuleCondition: equals(ref("Alarms"), "off"),
      Assertions: [
        {
          Assert: equals(ref("AlarmTopicArn"), ""),
          AssertDescription: "AlarmTopicArn needs alarms. Set Alarms to fleet or function.",
        },
        {
          Assert: equals(ref("SilenceBelowPercent"), "0"),
          AssertDescription: "SilenceBelowPercent needs alarms. Set Alarms to fleet or function.",
        },
      ],
    },
  },
};

const isOn = (parameter: string) => equals(ref(parameter), "on");

/** A condition's value is its function alone. */
export const conditions: Parts = {
  InChina: {
    why: "The console has another domain in China.",
    value: equals(ref("AWS::Partition"), "aws-cn"),
  },
  InGovCloud: {
    why: "The console has another domain in GovCloud.",
    value: equals(ref("AWS::Partition"), "aws-us-gov"),
  },
  ByPrefix: {
    why: "Functions are named by FunctionNamePrefix.",
    value: not(equals(ref("FunctionNamePrefix"), "")),
  },
  EveryFunction: { why: "FunctionNamePrefix is *.", value: equals(ref("FunctionNamePrefix"), "*") },
  DashboardIsOn: { why: "Dashboard is on.", value: isOn("Dashboard") },
  RulesAreOn: { why: "ContributorInsights is on.", value: isOn("ContributorInsights") },
  AlarmsAreOn: { why: "Alarms is fleet or function.", value: not(equals(ref("Alarms"), "off")) },
  AlarmsAreByFunction: { why: "Alarms is function.", value: equals(ref("Alarms"), "function") },
  SilenceIsWatched: {
    why: "There are alarms, and a percentage to compare with.",
    value: and(not(equals(ref("Alarms"), "off")), not(equals(ref("SilenceBelowPercent"), "0"))),
  },
  BundledIsWatched: {
    why: "There are alarms, and WatchBundled is on.",
    value: and(not(equals(ref("Alarms"), "off")), isOn("WatchBundled")),
  },
  TopicIsGiven: { why: "AlarmTopicArn is given.", value: not(equals(ref("AlarmTopicArn"), "")) },
};
