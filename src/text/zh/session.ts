import type { session as en } from '../en/session.ts';

export const session: Readonly<Record<keyof typeof en, string>> = {
  'stage.engine-found': '查找 Docker 引擎',
  'stage.setup': '布置这一课的环境',
  'stage.forward': '完成前面的步骤',

  'lesson.minutes': '{n} 分钟',
  'lesson.new': '未开始',
  'lesson.started': '第 {step}/{of} 步',
  'lesson.done': '已完成',
  'lesson.helped': '在帮助下完成',

  'session.unknown-ip': '‹{of} 的地址›',
  'session.unknown-ip-on': '‹{of} 在 {on} 上的地址›',
  'session.unknown-mac': '‹{of} 的 MAC 地址›',
  'session.unknown-mac-on': '‹{of} 在 {on} 上的 MAC 地址›',
  'session.unknown-gateway': '‹{of} 的网关›',
  'session.unknown-subnet': '‹{of} 的子网›',
  'session.unknown-if': '‹{of} 的网络接口›',
  'session.unknown-id': '‹{of} 的 ID›',
  'session.unknown-seen': '‹先前记下的 {of}›',

  'session.progress-damaged': '进度文件读不出来，已改名为 {file} 保留，并新建了一个。',
  'session.skip-incomplete':
    '做法已经执行，但被之前留下的东西挡住了。你建的东西一样也没删。重置会换一台新主机，仍从这一步开始。',

  'session.no-prediction': '这一步不需要预测，也不需要作答。',
  'session.already-predicted': '这一步的预测已经锁定：{choice}。',
  'session.no-hints-left': '这一步的提示都给过了。',
  'session.no-hints': '这一步没有提示。',
  'session.solutions-not-in-mode': '{mode} 模式下不给出做法。',

  'error.lesson-setup': '没能布置好 {lesson} 这一课的环境：第 {line} 行出错（退出码 {exit}）：{output}',
  'remedy.lesson-setup':
    '要么是课程文件有误，要么是主机资源不足。请再试一次；如果还是这样，请附上以上几行反馈给我们。',
  'error.lesson-script':
    '{lesson} 这一课步骤 {step} 的做法 "{solution}" 在第 {line} 行出错（退出码 {exit}）：{output}',
  'remedy.lesson-script':
    '要么是课程文件有误，要么是主机资源不足。请再试一次；如果还是这样，请附上以上几行反馈给我们。',
  'error.lesson-step': '{lesson} 这一课步骤 {step} 的做法已经执行，但这些检查项没有通过：{checks}。',
  'remedy.lesson-step': '请再试一次；如果还是这样，就是课程文件有误。netdojo prove {lesson} 会指出在哪里。',
  'error.lesson-placeholder': '{lesson} 这一课的步骤 {step} 用到了 {placeholder}，但它在那里没有值。',
  'remedy.lesson-placeholder': '这是课程文件的问题。netdojo prove {lesson} 会指出在哪里。',
  'error.lab-lost': '实验主机 {host} 不见了，但不是 netdojo 结束的。',
  'remedy.lab-lost':
    '进度都已保存。可以从这一步重新开始；如果再次发生，请检查引擎：是否在运行，内存和磁盘是否够用。',
  'error.state-file': '文件 {path} 无法读写：{reason}。',
  'remedy.state-file': '看看磁盘是否已满，这个文件夹是否属于你。没有它也能在界面里上课，只是进度不会保存。',
  'error.no-lab': '没有正在运行的实验环境。',
  'remedy.no-lab': '先启动一个：netdojo up LESSON。',
  'error.lab-unknown': '没有正在运行的实验环境 {lab}。',
  'remedy.lab-unknown': '正在运行的有：{labs}。也可以另启动一个：netdojo up LESSON。',
  'error.lab-gone': '{lesson} 的实验环境 {lab} 不在了：要么到期了，要么被人删掉了。',
  'remedy.lab-gone': '重新启动即可，会从步骤 {step} 继续：netdojo up {lesson}。',
  'error.bridge-filtering-off':
    '{lesson} 这一课需要让同一网桥上的数据包经过 iptables，而这台机器没有这样做：net.bridge.bridge-nf-call-iptables 是关闭的。',
  'remedy.bridge-filtering-off':
    '在引擎所在的机器上加载内核模块：sudo modprobe br_netfilter，然后重新开始这一课。',
  'error.unexpected': '发生了 netdojo 没有料到的情况：{message}',
  'remedy.unexpected': '进度都已保存。请再试一次；如果还是这样，请把这条消息反馈给我们。',

  'proof.no-check': '既没有检查项也没有预测，又没有说明原因',
  'proof.nothing-to-do': '还什么都没做，所有检查项就已经通过',
  'proof.unmeasured-before': '执行做法之前，{check} 没测成：{got}',
  'proof.never-fails': '{check} 在执行做法之前就通过，也没有哪个错误做法被它查出来：没有证据表明它会不通过',
  'proof.bystander-red': '还什么都没做，不该受影响的 {check} 就没有通过：{got}',
  'proof.solution-failed': '做法 {solution} 没能执行：{why}',
  'proof.not-after': '执行做法 {solution} 之后，{check} 没有通过：{got}',
  'proof.bystander-broken': '执行做法 {solution} 之后，不该受影响的 {check} 没有通过：{got}',
  'proof.held-broken': '做法 {solution} 破坏了步骤 {from} 中仍需保持的 {check}：{got}',
  'proof.no-solution': '有检查项，却没有给出做法',
  'proof.passes-after-reset': '{check} 在从头走来的主机上不通过，在这一步的新主机上却通过',
  'proof.not-reset': '重置之后还什么都没做，所有检查项就已经通过',
  'proof.wrong-failed': '错误做法 {wrong} 无法执行：{why}',
  'proof.wrong-not-caught': '错误做法 {wrong} 没有被查出来：{check} {verdict}：{got}',
  'proof.wrong-other-got': '错误做法 {wrong} 被 {check} 查出来了，但实测是 {got}（{code}），而不是 {wanted}',
  'proof.prediction-unmeasured': '它的预测没测成：{got}',
  'proof.prediction-none': '它的预测实测为 {got}（结果 {outcome}），不符合任何一个选项',
  'proof.prediction-several': '它的预测实测为 {got}，同时符合多个选项：{choices}',
  'proof.prediction-differs': '它的预测在做法 {solution} 之后是 {choice}，在第一种做法之后却是 {main}',
  'proof.confusion-not-caught':
    '作答检查项 {check}：混淆值 {confusion}（"{value}"）没有被分辨出来，实测是 {got}（{code}）',
  'proof.confusion-unknown': '作答检查项 {check}：混淆值 {confusion} 在这里没有值：{placeholder}',
  'proof.answer-anything': '作答检查项 {check} 什么答案都接受',
  'proof.not-reached': '没有走到这一步：{why}',
  'proof.run-walk': '从头走到尾',
  'proof.run-reset': '{step}：重置之后',
  'proof.run-solution': '{step}：做法 {solution}',
  'proof.run-wrong': '{step}：错误做法 {wrong}',
  'verdict.pass': '通过',
  'verdict.fail': '未通过',
  'verdict.could-not-measure': '没测成',
};
