import type { Check } from './schema/index.ts';

/**
 * Whether a check waits for something to come true. Only such a check may be polled: a negative that is tried again
 * until it passes would pass during any short interruption.
 */
export function isPositive(check: Check): boolean {
  switch (check.probe) {
    case 'ping':
    case 'tcp':
    case 'http':
      return check.expect === 'open' || check.expect === 'no-data';
    case 'dns':
      return check.expect === 'resolves';
    case 'network':
      return check.exists;
    case 'membership':
      return check.attached;
    case 'container':
      return check.state !== 'absent';
    case 'daemon':
      return check.running;
    case 'interface':
    case 'route':
      return check.present;
    case 'sysctl':
      return true;
    case 'command':
      return check.lacks === undefined;
    case 'answer':
      // What was typed doesn't change while it is looked at.
      return false;
  }
}
