import { fillPlaceholders, placeholders, said } from '../../probe/schema/index.ts';
import type { Rule } from '../manuscript.ts';
import { type Script, scriptsOf } from '../scripts.ts';
import { optionValues, runsProgram, simpleCommands } from '../shell.ts';
import type { Complaint } from '../types.ts';
import { waitsForPerson } from '../waits.ts';

/** Columns a command may take: it must fit an 80-column terminal beside the frame. */
const maxColumns = 76;

/** What the shell text of a lesson may hold. */
export const commands: Rule = lesson =>
  scriptsOf(lesson).flatMap(script => [
    ...fullWidth(script),
    ...(script.use === 'typed' ? tooLong(script) : interactive(script)),
    ...endlessPing(script),
    ...fixedSubnets(script),
  ]);

/** A `run` step shows its command in its text, word for word. */
export const shownCommand: Rule = ({ structure, yaml, sheets }) =>
  structure.steps.flatMap((step, index) => {
    if (step.kind !== 'run') return [];
    const wanted = step.command.trim();
    return sheets
      .filter(sheet => {
        const prose = sheet.steps.find(one => one.id === step.id);
        return prose !== undefined && !prose.blocks.some(block => holdsLines(block.text, wanted));
      })
      .map(({ lang }) => yaml.at(['steps', index, 'command'], said('lint.command-not-shown', { lang })));
  });

function holdsLines(text: string, wanted: string): boolean {
  return `\n${text.trim()}\n`.includes(`\n${wanted}\n`);
}

/** Characters a Chinese input method or a word processor puts where the shell wants ASCII. */
function fullWidth(script: Script): Complaint[] {
  return script.text.split('\n').flatMap((line, row) => {
    const found = /[\uff01-\uff5e\u3000-\u3002\u300a-\u300f\u2013\u2014\u2018\u2019\u201c\u201d]/u.exec(line);
    return found === null
      ? []
      : [script.at(row, said('lint.full-width', { char: found[0] }), found.index + 1)];
  });
}

/** How long the values of placeholders may get, in columns. */
const widest = {
  ip: '255.255.255.255',
  gateway: '255.255.255.255',
  subnet: '255.255.255.255/32',
  if: 'br-0123456789ab',
  id: '0123456789ab',
  mac: '00:00:00:00:00:00',
  veth: 'veth0123456',
  port: '65535',
  seen: '255.255.255.255',
} as const;

function tooLong(script: Script): Complaint[] {
  return script.text.split('\n').flatMap((line, row) => {
    const columns = fillPlaceholders(line, ({ kind }) => widest[kind]).length;
    if (columns <= maxColumns) return [];
    const resolved = placeholders(line).length > 0 ? 'lint.too-long-resolved' : 'lint.too-long';
    return [script.at(row, said(resolved, { columns, most: maxColumns }))];
  });
}

function endlessPing(script: Script): Complaint[] {
  return simpleCommands(script.text).flatMap(({ words, line }) => {
    const ping = runsProgram(words, /^ping6?$/);
    if (ping === undefined || ping.some(word => /^-[a-zA-Z0-9]*[cw]/.test(word))) return [];
    return [script.at(line, said('lint.endless-ping'))];
  });
}

/** What waits for a person, in text that is run without one. */
function interactive(script: Script): Complaint[] {
  return simpleCommands(script.text).flatMap(({ words, line }) => {
    const what = waitsForPerson(words);
    return what === undefined ? [] : [script.at(line, said('lint.interactive', { what }))];
  });
}

/** Fixed addresses come from 10/8: Docker's own pools take 172.16/12 and 192.168/16 as it pleases. */
function fixedSubnets(script: Script): Complaint[] {
  const found: Complaint[] = simpleCommands(script.text).flatMap(({ words, line }) =>
    ['--subnet', '--gateway', '--ip', '--ip-range', '--bip', '--fixed-cidr']
      .flatMap(option => optionValues(words, option))
      .filter(value => /^\d/.test(value) && !value.startsWith('10.'))
      .map(value => script.at(line, said('lint.fixed-subnet', { value }))),
  );
  const json = /"(?:bip|fixed-cidr|subnet|base)"\s*:\s*"(?!10\.)(\d[^"]*)"/g;
  for (const match of script.text.matchAll(json)) {
    const line = script.text.slice(0, match.index).split('\n').length - 1;
    found.push(script.at(line, said('lint.fixed-subnet', { value: match[1] ?? '' })));
  }
  return found;
}
