import { inSubnet } from '../ipv4.ts';

/**
 * What of an address has to be said beside its subnet: the last octet, with those before it that differ from the subnet's.
 * An address that is not in the subnet is said in full.
 */
export function hostPart(address: string, subnet: string | undefined): string {
  if (subnet === undefined || !inSubnet(address, subnet)) return address;
  const own = address.split('.');
  const base = subnet.replace(/\/.*$/, '').split('.');
  const first = own.findIndex((octet, at) => octet !== base[at]);
  return `.${own.slice(first < 0 ? 3 : first).join('.')}`;
}
