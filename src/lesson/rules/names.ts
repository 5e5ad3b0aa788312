import { type Check, namesOf, placeholders, said, splitHost } from '../../probe/schema/index.ts';
import { placedChecks, textsIn } from '../checks.ts';
import type { Rule } from '../manuscript.ts';
import { scriptsOf } from '../scripts.ts';
import type { Sheet } from '../sheet.ts';
import { dockerCall, optionValues, simpleCommands } from '../shell.ts';
import type { Complaint } from '../types.ts';
import type { YamlPath } from '../yaml-file.ts';

type Named = { readonly name: string; readonly path: YamlPath };

/** Names that are there on every host: the text need not introduce them. */
const given = new Set(['host', 'outside', 'bridge', 'none', 'default', 'localhost', 'docker0', 'lo']);

/** A name a check needs is said by the text of its step or an earlier one, in each language, or made by the set-up. */
export const saidNames: Rule = ({ structure, yaml, sheets }) =>
  sheets.flatMap(sheet => {
    const complained = new Set<string>();
    return placedChecks(structure).flatMap(({ index, check, path }): Complaint[] => {
      const ids = structure.steps.slice(0, index + 1).map(step => step.id);
      const text = [structure.setup ?? '', textUpTo(sheet, ids)].join('\n');
      return allNames(check).flatMap(({ name, path: field }) => {
        if (given.has(name) || complained.has(name) || says(text, name)) return [];
        complained.add(name);
        return [yaml.at([...path, ...field], said('lint.name-not-said', { name, lang: sheet.lang }))];
      });
    });
  });

/** What a learner has read by the end of some steps, hints apart: nobody must take them. */
function textUpTo(sheet: Sheet, ids: readonly string[]): string {
  const steps = sheet.steps.filter(step => ids.includes(step.id));
  const texts = steps.flatMap(({ title, body, predict }) => [
    title,
    body,
    predict?.question ?? '',
    ...(predict?.choices ?? []).map(choice => choice.text),
  ]);
  // A placeholder shows a value, not the name in it.
  return [sheet.intro.text, ...texts].join('\n').replace(/\{[a-z]+:[^}]*\}/g, ' ');
}

function says(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9_.-])${escaped}(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`).test(text);
}

/** The names of containers, networks and aliases that a check needs. */
function allNames(check: Check): Named[] {
  const { id: _id, needs: _needs, holds: _holds, ...fields } = check;
  const inside: Named[] = textsIn(fields).flatMap(({ text, path }) =>
    placeholders(text)
      .filter(({ kind }) => kind !== 'seen')
      .flatMap(({ of, on }) => (on === undefined ? [of] : [of, on]))
      .map(name => ({ name, path })),
  );
  const written = namesOf(check).map(({ name, field }) => ({ name, path: field.split('.') }));
  return [...inside, ...written].map(({ name, path }) => ({ name: splitHost(name).name, path }));
}

/** Names are words: one letter says nothing, and hexadecimal ones can be taken for the beginning of an id. */
export const goodNames: Rule = lesson => {
  const { structure, yaml } = lesson;
  const complained = new Set<string>();
  const judge = (name: string, complain: (code: string) => Complaint): Complaint[] => {
    if (complained.has(name)) return [];
    const code =
      name.length === 1 ? 'lint.one-letter' : /^[0-9a-f]+$/i.test(name) ? 'lint.hex-name' : undefined;
    if (code === undefined) return [];
    complained.add(name);
    return [complain(code)];
  };
  return [
    ...placedChecks(structure).flatMap(({ check, path }) =>
      allNames(check).flatMap(({ name, path: field }) =>
        judge(name, code => yaml.at([...path, ...field], said(code, { name }))),
      ),
    ),
    ...scriptsOf(lesson).flatMap(script =>
      simpleCommands(script.text).flatMap(({ words, line }) =>
        namesMade(words).flatMap(name => judge(name, code => script.at(line, said(code, { name })))),
      ),
    ),
  ];
};

/** The names a command gives to what it makes. */
function namesMade(words: readonly string[]): string[] {
  const call = dockerCall(words);
  if (call === undefined) return [];
  const { subcommand, rest } = call;
  if (subcommand === 'run' || subcommand === 'create') return optionValues(rest, '--name');
  const last = rest.at(-1);
  return subcommand === 'network create' && last !== undefined ? [last] : [];
}
