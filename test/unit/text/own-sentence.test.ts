import { describe, expect, it } from 'vitest';
import { ownSentence } from '../../../src/text/index.ts';

const prose = {
  title: undefined,
  says: {
    docker0: '{value} is the bridge.',
    'same-namespace.different': '{a} is in {first}.',
    'listening.no': 'Others: {others}.',
    fail: 'Not yet.',
    'unmeasured.resolver-silent': 'Ask again.',
  },
};
const failing = (code: string, params = {}) => ({ verdict: 'fail', got: { code, params } }) as const;

describe('the lesson’s own sentence for what a check got', () => {
  it('is the one of the confusion, of the code, or of any failure, in that order', () => {
    expect(
      ownSentence(prose, failing('answer.confused', { key: 'docker0', value: '172.17.0.1' }), 'en'),
    ).toBe('172.17.0.1 is the bridge.');
    expect(ownSentence(prose, failing('listening.no', { others: '80' }), 'en')).toBe('Others: 80.');
    expect(ownSentence(prose, failing('container.absent'), 'en')).toBe('Not yet.');
  });

  it('says parameters that are words or lists in the reader’s language', () => {
    const place = { code: 'place.netns', params: { name: 'hand' } };
    const apart = failing('same-namespace.different', { a: place, first: 7 });
    expect(ownSentence(prose, apart, 'en')).toBe('the namespace hand is in 7.');
    expect(ownSentence(prose, apart, 'zh')).toBe('命名空间 hand is in 7.');
    expect(ownSentence(prose, failing('listening.no', { others: ['a:1', 'b:2'] }), 'en')).toBe(
      'Others: a:1, b:2.',
    );
    expect(ownSentence(prose, failing('listening.no', { others: ['a:1', 'b:2'] }), 'zh')).toBe(
      'Others: a:1、b:2.',
    );
  });

  it('leaves what the code does not have as it is', () => {
    expect(ownSentence(prose, failing('listening.no'), 'en')).toBe('Others: {others}.');
  });

  it('is none for what passes, and for what could not be measured only one of its own', () => {
    expect(ownSentence(prose, { verdict: 'pass', got: { code: 'listening.no' } }, 'en')).toBeUndefined();
    const unclear = { verdict: 'could-not-measure', got: { code: 'unmeasured.resolver' } } as const;
    expect(ownSentence(prose, unclear, 'en')).toBeUndefined();
    const silent = { verdict: 'could-not-measure', got: { code: 'unmeasured.resolver-silent' } } as const;
    expect(ownSentence(prose, silent, 'en')).toBe('Ask again.');
    expect(ownSentence(undefined, failing('listening.no'), 'en')).toBeUndefined();
  });
});
