import { describe, expect, it } from 'vitest';
import { readStatus } from '../../../src/engine/install.ts';

describe("apt's progress", () => {
  it.each([
    ['pmstatus:docker.io:40.3333:Unpacking docker.io (amd64)', '40 %  Unpacking docker.io (amd64)'],
    ['pmstatus:libip6tc2:amd64:6.25:Installing libip6tc2:amd64', '6 %  Installing libip6tc2:amd64'],
    ['dlstatus:1:20.5:Retrieving file 1 of 3', '21 %  Retrieving file 1 of 3'],
    ['pmstatus:dpkg-exec:0:Running dpkg', '0 %  Running dpkg'],
  ])('reads %s', (line, step) => {
    expect(readStatus(line)).toBe(step);
  });

  it.each([
    '',
    'Reading package lists...',
    'pmerror:docker.io:40:broken',
    'pmstatus:docker.io:soon:Unpacking',
  ])('passes over "%s"', line => {
    expect(readStatus(line)).toBeUndefined();
  });
});
