import { type Lesson, lessonSchema } from '../../src/lesson/index.ts';

/** A lesson from its structure alone: tests of sessions and proofs need no words. */
export function lessonFrom(structure: unknown): Lesson {
  return { ...lessonSchema.parse(structure), folder: '/nowhere', prose: { en: undefined, zh: undefined } };
}

const page = { id: 'page', probe: 'http', from: 'host', to: '{ip:web1}', expect: 'open', body: 'I am web1' };
const box = { id: 'box', probe: 'container', name: 'box1', state: 'running' };

/** Two steps, one with a prediction, one with traffic; every check of it can fail. */
export const smallLesson = {
  id: 'small',
  minutes: 1,
  setup: 'docker network create --subnet 10.22.30.0/24 quiet_net',
  steps: [
    {
      id: 'box',
      kind: 'do',
      checks: [{ ...box, holds: 'lesson' }],
      solutions: [{ run: 'docker run -dit --name box1 busybox' }],
      wrong: [
        { id: 'ended', run: 'docker run -d --name box1 busybox', caught: 'box', got: 'container.exited' },
      ],
    },
    {
      id: 'web',
      kind: 'do',
      predict: {
        measure: { probe: 'ping', from: 'box1', to: '{ip:web1}' },
        choices: { answers: { outcome: 'open' }, silence: { outcome: 'dropped' }, unsure: 'unsure' },
      },
      checks: [{ id: 'web', probe: 'container', name: 'web1', state: 'running' }, page],
      solutions: [
        { id: 'plain', run: 'docker run -d --name web1 toolbox hello web1' },
        { id: 'later', run: 'docker create --name web1 toolbox hello web1\ndocker start web1' },
      ],
      wrong: [{ id: 'other-name', run: 'docker run -d --name web1 toolbox hello web2', caught: 'page' }],
      remember: { 'web-address': '{ip:web1}' },
    },
    {
      id: 'address',
      kind: 'answer',
      checks: [
        {
          id: 'typed',
          probe: 'answer',
          is: '{ip:web1}',
          as: 'address',
          confusions: { gateway: '{gateway:bridge}' },
        },
      ],
      solutions: [{ answer: '{seen:web-address}' }],
      wrong: [{ id: 'gateway', answer: '{gateway:bridge}', caught: 'typed', got: 'gateway' }],
    },
  ],
} as const;
