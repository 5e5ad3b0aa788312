/** An IPv4 address as a number; undefined for anything else. */
function numberOf(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Whether an IPv4 address lies in a subnet such as `172.17.0.0/16`. */
export function inSubnet(address: string, subnet: string): boolean {
  const [base = '', length = '32'] = subnet.split('/');
  const left = numberOf(address);
  const right = numberOf(base);
  if (left === undefined || right === undefined) return false;
  const block = 2 ** (32 - Number(length));
  return Math.floor(left / block) === Math.floor(right / block);
}

/** A destination as `ip route` prints it: a single address has no `/32`, everything is `default`. */
export function plainDestination(text: string): string {
  return text === '0.0.0.0/0' ? 'default' : text.replace(/\/32$/, '');
}

/** Whether a text is an IPv4 address. */
export function isIPv4(text: string): boolean {
  return numberOf(text) !== undefined;
}

/** The first address of a subnet such as `172.17.0.0/16`. */
export function firstAddress(subnet: string): string | undefined {
  const octets = subnet.replace(/\/.*$/, '').split('.').map(Number);
  const last = octets.at(3);
  return last === undefined ? undefined : [...octets.slice(0, 3), last + 1].join('.');
}

/** The addresses between two, in order; none where one of them is no IPv4 address. */
export function addressesBetween(low: string, high: string): readonly string[] {
  const [from, to] = [numberOf(low), numberOf(high)];
  if (from === undefined || to === undefined) return [];
  return Array.from({ length: Math.max(0, to - from - 1) }, (_, at) => textOf(from + 1 + at));
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map(bits => Math.floor(address / 2 ** bits) % 256).join('.');
}

/** Whether an address lies between two, written `10.0.0.1-10.0.0.9`, or is one of them. */
export function isBetween(address: string, range: string): boolean {
  const [low = '', high = low] = range.split('-');
  const [at, from, to] = [numberOf(address), numberOf(low), numberOf(high)];
  return at !== undefined && from !== undefined && to !== undefined && from <= at && at <= to;
}
