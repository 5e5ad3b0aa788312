import { describe, expect, it } from 'vitest';
import { chooseLang, isFancy } from '../../../src/cli/context.ts';

describe('where pages may be drawn', () => {
  const terminal = { isTTY: true, columns: 80 };
  it.each([
    { what: 'a terminal', stream: terminal, env: { TERM: 'xterm' }, fancy: true },
    { what: 'a pipe', stream: {}, env: { TERM: 'xterm' }, fancy: false },
    { what: 'a dumb terminal', stream: terminal, env: { TERM: 'dumb' }, fancy: false },
    { what: 'a terminal nobody names', stream: terminal, env: {}, fancy: false },
    {
      what: 'a terminal without a size',
      stream: { isTTY: true, columns: 0 },
      env: { TERM: 'xterm' },
      fancy: false,
    },
  ])('$what: $fancy', ({ stream, env, fancy }) => {
    expect(isFancy(stream, env)).toBe(fancy);
  });
});

describe('the language', () => {
  it.each([
    { env: { LANG: 'zh_CN.GB18030' }, lang: 'zh' },
    { env: { LANG: 'C' }, lang: 'en' },
    { env: { LANG: 'en_US.ISO-8859-1' }, lang: 'en' },
    { env: {}, lang: 'en' },
    { env: { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, lang: 'en' },
    { env: { LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW.UTF-8' }, lang: 'zh' },
  ])('of $env is $lang', ({ env, lang }) => {
    expect(chooseLang(undefined, env)).toBe(lang);
  });

  it('asked for by name is one there is, or none', () => {
    expect([chooseLang('zh', { LANG: 'C' }), chooseLang('fr', { LANG: 'C' })]).toEqual(['zh', undefined]);
  });
});
