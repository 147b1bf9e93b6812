/**
 * The address of CloudWatch's console up to its `#`, in the partitions of AWS that the public knows: commercial
 * regions, China and GovCloud. Each has a domain of its own (AWS Management Console Getting Started Guide;
 * Getting Started with AWS Services in China; AWS GovCloud (US) User Guide).
 */
import { join, type Properties, sub, when } from "./intrinsics.ts";

const domains = {
  commercial: "console.aws.amazon.com",
  china: "console.amazonaws.cn",
  govCloud: "console.amazonaws-us-gov.com",
} as const;

const domain: Properties = when(
  "InChina",
  domains.china,
  when("InGovCloud", domains.govCloud, sub(`\${AWS::Region}.${domains.commercial}`)),
);

export const consoleUrl: Properties = join("", [
  "https://",
  domain,
  sub(`/cloudwatch/home?region=\${AWS::Region}`),
]);

/** The same for a region by its name. */
export function consoleUrlOf(region: string): string {
  const host = region.startsWith("cn-")
    ? domains.china
    : region.startsWith("us-gov-")
      ? domains.govCloud
      : `${region}.${domains.commercial}`;
  return `https://${host}/cloudwatch/home?region=${region}`;
}
