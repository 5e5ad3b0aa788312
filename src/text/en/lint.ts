/** What `netdojo lint` says to authors. */
export const lint = {
  // Files and their form
  'lint.nothing-here': 'There is no lesson.yaml and no curriculum.yaml here.',
  'lint.no-file': '{name} is missing.',
  'lint.yaml': 'This is not YAML: {reason}.',
  'lint.duplicate-key': 'This field stands here twice.',
  'lint.unknown-field': 'There is no field `{word}` here{hint}.',
  'lint.unknown-value': '`{word}` is not a value this field takes{hint}.',
  'lint.missing-field': 'The field `{field}` is missing.',
  'lint.expected': 'Expected: {expected}.',
  'lint.empty': 'Too few: at least {least} must stand here.',
  'lint.at-least': 'Must be at least {least}.',
  'lint.at-most': 'Must be at most {most}.',
  'lint.at-most-items': 'Too many: at most {most} may stand here.',
  'lint.form': '`{got}` does not have the form of this field: {form}.',
  'lint.name-form': '`{got}` does not have the form of a name: {form}.',
  'lint.refused': 'Not accepted: {reason}.',
  'lint.form.slug': 'lower-case words joined by hyphens',
  'lint.form.place': 'a container name, `host`, `outside`, `netns:NAME`, or `HOST/NAME`',
  'lint.form.path': 'it begins with `/`',
  'lint.form.sysctl': 'a name with dots, such as `net.ipv4.ip_forward`',
  'lint.form.reading': 'say what the probe must see: `outcome`, `contains` or `value`',
  'lint.type.string': 'text',
  'lint.type.number': 'a number',
  'lint.type.int': 'a whole number',
  'lint.type.boolean': '`true` or `false`',
  'lint.type.array': 'a list',
  'lint.type.object': 'a map of fields',
  'lint.type.record': 'names with a value each',
  'lint.nearest': '; the nearest is `{word}`',
  'lint.known': '; known: {words}',
  'lint.none-known': '; there is none',

  // Curriculum
  'lint.part-twice': 'There is a part `{id}` above.',
  'lint.lesson-twice': 'The lesson `{id}` stands above already.',
  'lint.no-lesson': 'There is no lesson `{word}` in this folder{hint}.',
  'lint.unlisted-lesson': 'The lesson `{id}` is in no part.',

  // Ids and what they name
  'lint.id-not-folder': 'The lesson is called `{id}`, its folder `{folder}`: they must be the same.',
  'lint.id-twice': 'The id `{id}` is taken: see line {line}.',
  'lint.reserved': '`{id}` is a heading with a meaning of its own: take another name.',
  'lint.no-step': 'There is no step `{word}`{hint}.',
  'lint.until-earlier': 'The step `{step}` comes before this one: the check would never be held.',
  'lint.no-check-here': 'This step has no such check: `{word}`{hint}.',
  'lint.needs-circle': 'This check and `{id}` need each other: neither would ever run.',
  'lint.no-solution': 'This step has no solution `{word}`{hint}.',
  'lint.no-confusion': 'The check that catches this has no confusion `{word}`{hint}.',
  'lint.no-host': 'The lesson has no host `{word}`{hint}.',
  'lint.no-place': 'No shell can be on `{word}`{hint}.',
  'lint.command-elsewhere':
    'The command of this step belongs on `{place}`: its block must be marked `sh {place}`.',
  'lint.run-out-of-reach':
    'netdojo plays this command on `{host}`, which cannot reach `{place}`: the step needs a solution of its own.',
  'lint.block-place-differs': 'The other language ({lang}) marks this block `{fence}`.',
  'lint.no-placeholder': 'There is no placeholder `{word}`{hint}.',
  'lint.not-remembered': 'No earlier step remembers `{word}`{hint}.',

  // Steps
  'lint.no-check': 'The step `{step}` has no check and no `reason` why it has none.',
  'lint.does-nothing': 'Neither `run` nor `answer`: this does nothing.',
  'lint.no-solutions': 'The step `{step}` has checks and no solution.',
  'lint.run-not-playable':
    'netdojo cannot play this command by itself ({what}): give the step a solution that needs nobody.',
  'lint.no-answer-check': 'The step `{step}` asks for an answer and has no answer check.',
  'lint.second-answer': 'One answer is typed in a step: it can have one answer check.',
  'lint.no-solution-answers': 'No solution of this step says what to answer.',
  'lint.answer-elsewhere': 'Answers are typed in `answer` steps only; this step is of kind `{kind}`.',
  'lint.answer-bystander': 'An answer cannot be a bystander: it does not exist while the learner acts.',
  'lint.repair-bystanders':
    'The step `{step}` repairs something: its bystanders must name a pair that must still talk and a pair that must still not.',

  // Checks
  'lint.asserts-nothing': 'This check asserts nothing: {because}.',
  'lint.always-there': 'every engine has the network `{name}`',
  'lint.which-interface': 'say which interface, by `network` or by `name`',
  'lint.idle-command': '`{program}` gives the same whatever the learner does',
  'lint.impossible-outcome': 'A {kind} probe never ends as `{outcome}`.',
  'lint.moot': '`{field}` says nothing beside `{beside}`.',
  'lint.daemon-place': 'A daemon is looked at on a lab host: `host`.',
  'lint.interface-name':
    'In a container an interface is found by its `network`: its name may change with a restart.',
  'lint.contains-and-lacks': 'Whatever holds the text in `contains` also holds the one in `lacks`.',
  'lint.check-changes': 'A check only looks; `{what}` changes something.',
  'lint.literal-address':
    'Docker gives out {address} as it pleases: take a placeholder such as `{ip:NAME}` or `{gateway:bridge}`.',
  'lint.confusion-is-answer': 'The confusion `{key}` is the answer itself.',
  'lint.contradiction':
    'This check and `{id}` of step `{step}` are judged together and want opposites: see `{field}`.',
  'lint.same-check': 'This check asks the same as `{id}` of this step.',

  // Engines
  'lint.no-engine': 'Lessons know no engine `{word}`{hint}.',
  'lint.on-engine': 'On engine {engine}: {what}',
  'lint.override-same': 'On engine {engine} the check is the same as on the others.',
  'lint.reason-without-engines': 'This `reason` says why `engines` are named, and none are.',
  'lint.every-engine': 'These are all engines there are: leave `engines` out.',
  'lint.no-solution-on': 'The step `{step}` has no solution on engine {engine}.',
  'lint.after-elsewhere': 'There is no solution `{solution}` on engine {engine}, and this is tried there.',

  // Predictions
  'lint.choice-count': 'A prediction has three to five choices; this one has {count}.',
  'lint.no-unsure': 'One choice must be `unsure`: nobody has to guess.',
  'lint.second-unsure': 'There is a choice `unsure` already.',
  'lint.same-reading': 'This is measured like `{choice}`: the two cannot be told apart.',
  'lint.unknown-outcome': '`{word}` is no outcome of this probe{hint}.',

  // Names and commands
  'lint.name-not-said':
    'The check needs `{name}`, and no text up to this step says that name (language: {lang}).',
  'lint.one-letter': '`{name}` is one letter: give it a name that says what it is.',
  'lint.hex-name':
    '`{name}` can be taken for the beginning of an id (hexadecimal digits only): take another name, such as `data`.',
  'lint.full-width': '`{char}` in a command: the shell wants plain ASCII.',
  'lint.too-long': '{columns} columns; a command must fit into {most}.',
  'lint.too-long-resolved':
    'Up to {columns} columns once its placeholders are filled; a command must fit into {most}.',
  'lint.endless-ping': 'This ping never ends: give it `-c 1`.',
  'lint.interactive': '`{what}` waits; this is run without anybody and without a terminal.',
  'lint.fixed-subnet':
    '{value}: fixed addresses come from 10.0.0.0/8, which Docker leaves alone when it chooses subnets itself.',
  'lint.command-not-shown':
    'No command block of the step shows this command word for word (language: {lang}).',
  'lint.block-differs': 'This command differs from the other language ({lang}), which has: {text}',
  'lint.block-missing': 'A command block is missing that the other language ({lang}) has: {text}',
  'lint.block-extra': 'The other language ({lang}) has no such command block.',

  // Prose
  'lint.no-title': 'The file must begin with its title: `# Title`.',
  'lint.no-question': 'After the title comes the question the lesson answers: one paragraph.',
  'lint.stray-heading': 'Only the first heading has one `#`.',
  'lint.step-heading': 'A heading `## STEP-ID: Title` or `## closing` was expected, not `{got}`.',
  'lint.after-closing': 'Nothing stands behind the closing page.',
  'lint.check-heading': 'A heading `### CHECK-ID`, `### predict` or `### hints` was expected, not `{got}`.',
  'lint.heading-twice': 'There is a heading `{heading}` above already.',
  'lint.missing-step': 'The heading `## {step}: Title` is missing.',
  'lint.extra-step-heading': 'The lesson has no step `{word}`{hint}.',
  'lint.extra-check-heading': 'This step has no check `{word}`{hint}.',
  'lint.heading-order': 'The step `{heading}` stands elsewhere in lesson.yaml.',
  'lint.heading-order-in': 'The heading `{heading}` stands elsewhere in the other language ({lang}).',
  'lint.heading-only-in': 'The heading `### {heading}` is missing; the other language ({lang}) has it.',
  'lint.title-only-in': 'The check has its own title in the other language ({lang}) and none here.',
  'lint.sentence-only-in': 'The sentence for `{key}` is missing; the other language ({lang}) has it.',
  'lint.missing-closing': 'The closing page is missing: `## closing`.',
  'lint.empty-section': 'There is no text below this heading.',
  'lint.missing-predict': 'The step asks for a prediction: `### predict` is missing.',
  'lint.extra-predict': 'The step has no prediction in lesson.yaml.',
  'lint.predict-form': 'A prediction is its question, then one list: `- CHOICE: Words → Reply`.',
  'lint.choice-form': 'A choice is written `CHOICE: Words → Reply`, not `{got}`.',
  'lint.missing-choice': 'The choice `{choice}` is missing.',
  'lint.extra-choice': 'The prediction has no choice `{word}`{hint}.',
  'lint.choice-twice': 'The choice `{choice}` stands here twice.',
  'lint.check-form':
    'Below a check stands its title (one paragraph), then a list `- CODE: Sentence`, or one of them.',
  'lint.sentence-form': 'A sentence is written `CODE: Sentence`, not `{got}`.',
  'lint.sentence-twice': 'There is a sentence for `{key}` above already.',
  'lint.sentence-for-nothing': 'This check never gets `{word}`{hint}.',
  'lint.confusion-untold': 'The confusion `{key}` has no sentence in the prose (language: {lang}).',
  'lint.hints-form': 'Hints are one numbered list and nothing else.',
  'lint.no-hints': 'The step `{step}` gives something to do: three hints are missing.',
  'lint.hint-count': 'There are three hints (the idea, the exact place, the shape with a gap), not {count}.',
  'lint.hint-is-solution': 'This hint is the solution, or nearly: {solution}',
  'lint.verdict': '`{word}` judges the learner: say what is so instead.',
  'lint.polite': 'The lessons say 你, not 您.',
  'lint.unspaced': 'A space is missing between Chinese and Latin: `{text}`.',
} as const;
