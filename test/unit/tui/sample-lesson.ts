import { type Lesson, type LessonProse, lessonSchema } from '../../../src/lesson/index.ts';

const structure = lessonSchema.parse({
  id: 'sample',
  minutes: 8,
  steps: [
    {
      id: 'first',
      kind: 'run',
      command: 'docker run -dit --name box1 busybox',
      checks: [{ id: 'runs', probe: 'container', name: 'box1', state: 'running' }],
      solutions: [{ run: 'docker run -dit --name box1 busybox' }],
    },
    {
      id: 'names',
      kind: 'do',
      predict: {
        measure: { probe: 'ping', from: 'box2', to: 'box1' },
        choices: {
          open: { outcome: 'open' },
          'no-name': { outcome: 'no-such-name' },
          silence: { outcome: 'dropped' },
          unsure: 'unsure',
        },
      },
      checks: [
        { id: 'net', probe: 'network', name: 'my_net2', exists: true },
        { id: 'both', probe: 'membership', container: 'box1', network: 'my_net2', attached: true },
        { id: 'reach', probe: 'ping', from: 'box2', to: 'box1', expect: 'open' },
      ],
      solutions: [{ run: 'docker network create my_net2\ndocker network connect my_net2 box1' }],
    },
    {
      id: 'address',
      kind: 'answer',
      checks: [{ id: 'value', probe: 'answer', is: '{ip:box1}', as: 'address' }],
      solutions: [{ answer: '{ip:box1}' }],
    },
  ],
});

const en: LessonProse = {
  lang: 'en',
  title: 'Names on a network of your own',
  question: 'Why does the name work here and not there?',
  intro: 'Two containers, two networks.\n\n- **names** and who answers them\n- `127.0.0.11`',
  closing: '**Remember.** A name belongs to a network.\n\n**Use today.** One network per application.',
  steps: {
    first: {
      title: 'One container',
      body: 'This is `host1`. It lives for this lesson.\n\nStart a container:\n\n```\ndocker run -dit --name box1 busybox\n```\n\nIts address will be {ip:box1}.',
      prediction: undefined,
      hints: ['The option stands before the image.', 'See `docker run --help`.', '`docker run … --name …`'],
      checks: {},
    },
    names: {
      title: 'A second network, and names',
      body: 'Create a bridge network called `my_net2` and run **box1** and **box2** on it.\n\nThen let box2 ping box1 by name.',
      prediction: {
        question: 'Next, `box2` runs `ping box1`. Nobody told it about box1. What will it say?',
        choices: {
          open: { text: 'It answers.', reply: 'So it does. Somebody told it.' },
          'no-name': { text: '`bad address`, as before.', reply: 'On `bridge` that would be so.' },
          silence: { text: 'Silence: the name is found, the ping is lost.', reply: 'Here nothing drops it.' },
          unsure: { text: "I can't tell yet.", reply: 'Then look at the answer first.' },
        },
      },
      hints: [
        'A container joins a network as it is created.',
        'First the network, then the containers.',
        'Gap.',
      ],
      checks: {
        reach: {
          title: 'box2 reaches box1 by name',
          says: { 'no-such-name': 'box2 is only on bridge: no DNS there.' },
        },
      },
    },
    address: {
      title: 'Its address',
      body: 'Which address has box1?',
      prediction: undefined,
      hints: ['Ask the container.', 'Or `docker inspect`.', 'Look for IPAddress.'],
      checks: { value: { title: 'the address of box1', says: {} } },
    },
  },
};

const zh: LessonProse = {
  lang: 'zh',
  title: '自己的网络上的名称',
  question: '为什么名称在这里能用，在那里不行？',
  intro: '两个容器，两个网络。\n\n- **名称**由谁来回答\n- `127.0.0.11`',
  closing: '**记住** 名称属于网络。\n\n**现在的做法** 一个应用一个网络。',
  steps: {
    first: {
      title: '一个容器',
      body: '这是 `host1`，只为这一课而存在。\n\n启动一个容器：\n\n```\ndocker run -dit --name box1 busybox\n```\n\n它的地址是 {ip:box1}。',
      prediction: undefined,
      hints: ['选项写在镜像名前面。', '看 `docker run --help`。', '`docker run … --name …`'],
      checks: {},
    },
    names: {
      title: '第二个网络，以及名称',
      body: '建一个名为 `my_net2` 的网络，在上面运行 **box1** 和 **box2**。\n\n然后让 box2 用名称 ping 一下 box1。',
      prediction: {
        question: '接下来 `box2` 要执行 `ping box1`。没有人告诉过它 box1 是谁。结果会是什么？',
        choices: {
          open: { text: '通了。', reply: '确实通了。那是谁告诉它的？' },
          'no-name': { text: '还是 `bad address`。', reply: '在 `bridge` 上会这样。' },
          silence: { text: '没有回应：名称找到了，ping 却丢了。', reply: '这里没有谁在丢包。' },
          unsure: { text: '还说不准。', reply: '那就先看结果。' },
        },
      },
      hints: ['容器一创建就会接入一个网络。', '先建网络，再启动容器。', '留空。'],
      checks: {
        reach: {
          title: 'box2 能用名称访问 box1',
          says: { 'no-such-name': 'box2 只在 bridge 上：那里没有 DNS。' },
        },
      },
    },
    address: {
      title: '它的地址',
      body: 'box1 的地址是什么？',
      prediction: undefined,
      hints: ['问容器自己。', '或者 `docker inspect`。', '找 IPAddress。'],
      checks: { value: { title: 'box1 的地址', says: {} } },
    },
  },
};

/** A small lesson with every kind of thing a screen can show. */
export const sampleLesson: Lesson = { ...structure, folder: '/nowhere', prose: { en, zh } };
