export const session = {
  'stage.engine-found': 'Finding a Docker engine',
  'stage.setup': 'Setting up the lesson',
  'stage.forward': 'Solving the steps before this one',

  'lesson.minutes': '{n} min',
  'lesson.new': 'not started',
  'lesson.started': 'step {step} of {of}',
  'lesson.done': 'done',
  'lesson.helped': 'done with help',

  'session.unknown-ip': '‹address of {of}›',
  'session.unknown-ip-on': '‹address of {of} on {on}›',
  'session.unknown-mac': '‹MAC of {of}›',
  'session.unknown-mac-on': '‹MAC of {of} on {on}›',
  'session.unknown-veth': '‹veth of {of} on the host›',
  'session.unknown-veth-on': '‹veth of {of} for {on}›',
  'session.unknown-port': '‹host port of {of}›',
  'session.unknown-gateway': '‹gateway of {of}›',
  'session.unknown-subnet': '‹subnet of {of}›',
  'session.unknown-if': '‹interface of {of}›',
  'session.unknown-id': '‹id of {of}›',
  'session.unknown-seen': '‹{of}, noted earlier›',

  'session.progress-damaged':
    'The progress file could not be read. It was put aside as {file}, and a new one begins.',
  'session.result-damaged':
    'The result file could not be read. It was put aside as {file}, and a new one begins.',
  'session.skip-incomplete':
    'The solution was played, but something made before stands in its way. Nothing of yours was removed. Reset gives you a fresh host at this step.',

  'session.no-prediction': 'This step asks for no prediction and no answer.',
  'session.already-predicted': 'Your prediction for this step is already locked: {choice}.',
  'session.no-hints-left': 'All hints of this step have been shown.',
  'session.no-hints': 'This step has no hints.',
  'session.nothing-to-skip': 'The lesson is done: there is no step to skip.',
  'session.policy-guided': 'Guided: hints, solutions and skipping, as you like.',
  'session.policy-workshop': 'Workshop: there are hints; solutions and skipping are left out.',
  'session.policy-workshop-skip':
    'Workshop: there are hints, and steps may be skipped; solutions are not shown.',
  'session.policy-workshop-solutions':
    'Workshop: there are hints, and solutions after them; steps cannot be skipped.',
  'session.policy-workshop-all': 'Workshop: hints, solutions and skipping, all allowed here.',
  'session.policy-self-check':
    'Self-check: no solutions and no skipping. Hints are there, and your result says how many you took.',
  'session.skip-not-in-mode': 'In {mode} mode steps are not skipped.',
  'session.solutions-not-in-mode': 'In {mode} mode solutions are not shown.',

  'recap.learner': 'Learner',
  'recap.state': 'State',
  'recap.started': 'under way',
  'recap.times': 'From {from} to {to}',
  'recap.here': 'under way',
  'recap.ahead': 'still ahead',
  'recap.solution-shown': 'solution shown',
  'recap.remember': 'What to remember',

  'error.lesson-setup':
    'The set-up of the lesson {lesson} failed at line {line} (exit code {exit}): {output}',
  'remedy.lesson-setup':
    'This is a mistake in the lesson, or the host ran out of something. Try again; if it comes back, report it with the lines above.',
  'error.lesson-script':
    'Solution "{solution}" of step {step} in {lesson} failed at line {line} (exit code {exit}): {output}',
  'remedy.lesson-script':
    'This is a mistake in the lesson, or the host ran out of something. Try again; if it comes back, report it with the lines above.',
  'error.lesson-step':
    'The solution of step {step} in {lesson} was played, but these checks do not pass: {checks}.',
  'remedy.lesson-step':
    'Try again; if it comes back, it is a mistake in the lesson. netdojo prove {lesson} shows where.',
  'error.lesson-placeholder': 'Step {step} in {lesson} uses {placeholder}, which has no value there.',
  'remedy.lesson-placeholder': 'This is a mistake in the lesson. netdojo prove {lesson} shows where.',
  'error.lab-lost': 'The lab host {host} is gone. Nobody here ended it.',
  'remedy.lab-lost':
    'Your progress is kept. Start again at this step; if it comes back, look at the engine: is it running, is there memory and disk left?',
  'error.state-file': 'The file {path} cannot be read or written: {reason}.',
  'remedy.state-file':
    'See whether the disk is full and whether the folder belongs to you. The interface gives lessons without it, but progress is not kept.',
  'error.output-file': 'The file {path} cannot be written: {reason}.',
  'remedy.output-file': 'See whether its folder is there and belongs to you, and whether the disk is full.',
  'error.no-lab': 'No lab is up.',
  'remedy.no-lab': 'Start one: netdojo up LESSON.',
  'error.lab-unknown': 'No lab {lab} is up.',
  'remedy.lab-unknown': 'Labs that are up: {labs}. Start one: netdojo up LESSON.',
  'error.lab-id-taken': 'There is a lab {lab} already.',
  'remedy.lab-id-taken': 'Give this one another name, or end that one: netdojo down --lab {lab}.',
  'error.lab-gone': 'The lab {lab} for {lesson} is gone: its time ran out, or somebody removed it.',
  'remedy.lab-gone': 'Start it again; it goes on at {step}: netdojo up {lesson}.',
  'error.bridge-filtering-off':
    'The lesson {lesson} needs packets of one bridge to pass iptables, and this machine does not let them: net.bridge.bridge-nf-call-iptables is off.',
  'remedy.bridge-filtering-off':
    'Load the kernel module where the engine runs: sudo modprobe br_netfilter. Then start the lesson again.',
  'error.unexpected': 'Something netdojo did not expect: {message}',
  'remedy.unexpected': 'Your progress is kept. Try again; if it comes back, please report this message.',

  'proof.no-check': 'has neither a check nor a prediction, and no reason for that is given',
  'proof.nothing-to-do': 'every check passes before anybody has done anything',
  'proof.unmeasured-before': '{check} could not be measured before the solution: {got}',
  'proof.never-fails':
    '{check} passes before the solution, and no listed wrong answer is caught by it: nothing shows that it can fail',
  'proof.bystander-red': 'bystander {check} does not pass before anybody has done anything: {got}',
  'proof.solution-failed': 'solution {solution} failed: {why}',
  'proof.not-after': '{check} does not pass after solution {solution}: {got}',
  'proof.bystander-broken': 'bystander {check} does not pass after solution {solution}: {got}',
  'proof.held-broken': 'solution {solution} breaks {check} of step {from}, which is still held: {got}',
  'proof.no-solution': 'has checks but no solution',
  'proof.goal-missed': 'after solution {solution} its goal is not reached: {gaps}',
  'proof.goal-there': 'its goal is reached before anybody has done anything',
  'proof.gap': '{container} ({lacks})',
  'proof.passes-after-reset':
    '{check} failed on the host that was walked through, but passes on a fresh host at this step',
  'proof.not-reset': 'after reset every check passes before anybody has done anything',
  'proof.wrong-failed': 'wrong answer {wrong} could not be played: {why}',
  'proof.wrong-not-caught': 'wrong answer {wrong} is not caught: {check} says {verdict}: {got}',
  'proof.wrong-other-got':
    'wrong answer {wrong} is caught by {check}, but it got {got} ({code}), not {wanted}',
  'proof.prediction-unmeasured': 'its prediction could not be measured: {got}',
  'proof.prediction-none': 'its prediction measured {got} (outcome {outcome}), which is none of the choices',
  'proof.prediction-several': 'its prediction measured {got}, and several choices say so: {choices}',
  'proof.prediction-differs':
    'its prediction comes out as {choice} after solution {solution}, but as {main} after the first one',
  'proof.confusion-not-caught':
    'answer {check}: the confusion {confusion} ("{value}") is not told apart: it got {got} ({code})',
  'proof.confusion-unknown': 'answer {check}: the confusion {confusion} has no value here: {placeholder}',
  'proof.answer-anything': 'answer {check} accepts anything',
  'proof.not-reached': 'was not reached: {why}',
  'proof.run-walk': 'walk through',
  'proof.run-tour':
    'tour from {step}: each step as a reset shows it, and {count} solutions and wrong answers in turn',
  'proof.run-solution': '{step}: solution {solution}',
  'proof.run-wrong': '{step}: wrong answer {wrong}',
  'proof.when-before': 'before anything was done',
  'proof.when-solution': 'after solution {solution}',
  'proof.when-wrong': 'after wrong answer {wrong}',
  'proof.when-answer': 'answered {value}',
  'proof.when-predicted': 'prediction',
  'proof.when-predicted-after': 'prediction, after solution {solution}',
  'verdict.pass': 'passes',
  'verdict.fail': 'fails',
  'verdict.could-not-measure': 'could not be measured',
} as const;
