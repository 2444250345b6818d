import { CreateManagedPrefixListCommand, DescribeManagedPrefixListsCommand } from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import type { World } from './world.ts';

export async function createPrefixList(world: World, cidrs: readonly string[]): Promise<string> {
  const { PrefixList } = await world.ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: `list-${world.next(createPrefixList)}`,
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: cidrs.map((Cidr) => ({ Cidr })),
    }),
  );
  return given(PrefixList?.PrefixListId, 'a prefix list');
}

/** The list that AWS keeps for a service; moto has those of the gateway endpoints. */
export async function findAwsPrefixList(world: World, service: string): Promise<string> {
  const name = `com.amazonaws.${world.region}.${service}`;
  const { PrefixLists } = await world.ec2.send(
    new DescribeManagedPrefixListsCommand({ Filters: [{ Name: 'prefix-list-name', Values: [name] }] }),
  );
  return given(PrefixLists?.[0]?.PrefixListId, `the prefix list ${name}`);
}
