/** The regions that are enabled for the account. */
import { AnswerError, called } from "../shared/call-error.ts";
import { clientSettings, loadEc2 } from "./sdk.ts";

/** Asks EC2 in the profile's own region. @throws CallError */
export async function enabledRegions(profile: string | null): Promise<string[]> {
  const { DescribeRegionsCommand, EC2Client } = await loadEc2();
  return called("ec2:DescribeRegions", async () => {
    // Without AllRegions the answer leaves out those that are not enabled. It has no pages.
    const { Regions } = await new EC2Client(clientSettings(profile)).send(new DescribeRegionsCommand({}));
    const names = (Regions ?? []).map((region) => region?.RegionName ?? "");
    if (names.length === 0 || !names.every(isRegion))
      throw new AnswerError("the answer is not a list of regions");
    return names.sort();
  });
}

/** Of every partition: eu-central-1, us-gov-west-1, cn-north-1, us-isob-east-1, eusc-de-east-1. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text);
}
