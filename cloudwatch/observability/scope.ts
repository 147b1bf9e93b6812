/**
 * What a dashboard or a query is about. In the template each string is a `${…}` reference that CloudFormation
 * fills in; in the preview it is a plain value.
 */
export interface Scope {
  /** `${AWS::Region}`, or a region's name. */
  readonly region: string;
  /**
   * The first part of a Logs Insights query in a log widget, without a bar at its end: `SOURCE
   * logGroups(namePrefix: ["/aws/lambda/app-"], class: "STANDARD")` or `SOURCE 'group' | SOURCE 'group'`.
   */
  readonly source: string;
  /** The prefix in `source`, if it is known: a log widget names it a second time. */
  readonly logGroupPrefix?: string;
  /** The region in a log widget, if it is not `region`. */
  readonly logRegion?: string;
  /** Where docs/ is published, with a slash at its end; empty if it is not. */
  readonly docsUrl: string;
  /** The address of CloudWatch's console, up to its `#`; absent in the preview. */
  readonly consoleUrl?: string;
  /** The alarms of the alarm strip, most serious first. */
  readonly alarmArns: readonly string[];
  /** Whether the Contributor Insights rules are on. */
  readonly rules: boolean;
  /** Names of the Contributor Insights rules, by the rule's id. */
  readonly ruleNames: Readonly<Record<string, string>>;
}
