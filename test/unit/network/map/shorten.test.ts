import { describe, expect, it } from 'vitest';
import { shortenAll } from '../../../../src/network/map/draw/shorten.ts';
import { flow } from '../../../../src/network/map/draw/wrap.ts';
import { cellWidth } from '../../../../src/tui/text/cell-width.ts';

const short = (names: readonly string[], width: number) => [
  ...shortenAll(names, width, '…', cellWidth).values(),
];

describe('a name that is too long', () => {
  it('loses its middle, and one that fits loses nothing', () => {
    expect(short(['short', 'exactly-12-c', 'rather-long-name'], 12)).toEqual([
      'short',
      'exactly-12-c',
      'rather…-name',
    ]);
  });

  it.each([
    ['at the end', ['shop-backend-worker-1', 'shop-backend-worker-2']],
    ['at the beginning', ['1-shop-backend-worker', '2-shop-backend-worker']],
    ['in the first half', ['shop-a-backend-worker', 'shop-b-backend-worker']],
    ['in the middle', ['shop-backend-1-worker-x', 'shop-backend-2-worker-x']],
    ['in the second half', ['shop-backend-work-1-er', 'shop-backend-work-2-er']],
  ])('can still be told from another that differs %s', (_, names) => {
    const [one = '', other = ''] = short(names, 10);
    expect(one).not.toBe(other);
    expect(Math.max(cellWidth(one), cellWidth(other))).toBeLessThanOrEqual(10);
  });

  it('keeps the part that differs rather than a number', () => {
    expect(short(['shop-a-backend-worker', 'shop-b-backend-worker'], 10)).toEqual([
      'shop-a-…er',
      'shop-b-…er',
    ]);
    expect(short(['shop-backend-w-1-rker', 'shop-backend-w-2-rker'], 10)).toEqual([
      'sho…1-rker',
      'sho…2-rker',
    ]);
  });

  it('stays different from all others in a crowd', () => {
    const names = Array.from({ length: 300 }, (_, at) => `very-much-alike-${at}-and-so-on-for-long`);
    const texts = short(names, 10);
    expect(new Set(texts).size).toBe(300);
    expect(Math.max(...texts.map(cellWidth))).toBeLessThanOrEqual(10);
  });

  it('never takes more cells than it may, also where characters take two', () => {
    const texts = short(['会计部门的网络甲甲甲甲', '会计部门的网络乙乙乙乙'], 9);
    expect(new Set(texts).size).toBe(2);
    expect(Math.max(...texts.map(cellWidth))).toBeLessThanOrEqual(9);
  });
});

describe('things to say one after the other', () => {
  const lines = (texts: readonly string[], width: number) =>
    flow(
      texts.map(text => ({ text, tone: 'plain' })),
      width,
      cellWidth,
    ).map(line => line.map(({ text }) => text).join(''));

  it('go on in a new line rather than be broken', () => {
    expect(lines(['paused', ':8080→80', ':8443→443'], 18)).toEqual(['paused  :8080→80', ':8443→443']);
  });

  it('are broken at blanks where one is longer than a line', () => {
    expect(lines(['no network: no rail reaches it'], 12)).toEqual(['no network:', 'no rail', 'reaches it']);
  });

  it('are broken between Chinese words, but never before their punctuation', () => {
    expect(lines(['none 模式：不在任何网络上'], 14)).toEqual(['none 模式：不', '在任何网络上']);
    expect(lines(['没有网络，不通'], 8)).toEqual(['没有网', '络，不通']);
  });

  it('are broken anywhere where nothing else helps', () => {
    expect(lines(['127.0.0.1:8081→80/udp'], 10)).toEqual(['127.0.0.1:', '8081→80/ud', 'p']);
  });
});
