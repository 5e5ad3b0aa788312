import { said, splitHost } from '../../probe/schema/index.ts';
import { unknownWord } from '../issues.ts';
import type { Rule } from '../manuscript.ts';
import type { Complaint } from '../types.ts';

/** A goal can be proven, and names hosts and containers that are there. */
export const goals: Rule = ({ structure, yaml }) =>
  structure.steps.flatMap((step, index) => {
    if (step.goal === undefined) return [];
    const path = ['steps', index, 'goal'];
    const playable = step.checks.length > 0 && (step.solutions.length > 0 || step.kind === 'run');
    const found: Complaint[] = playable ? [] : [yaml.at(path, said('lint.goal-unproven', { step: step.id }))];
    const { containers } = step.goal;
    const names = Object.keys(containers);
    for (const [text, way] of Object.entries(containers)) {
      const at = [...path, 'containers', text];
      const { host, name } = splitHost(text);
      if (host !== undefined && !structure.hosts.includes(host))
        found.push(yaml.atKey(at, unknownWord('lint.no-host', host, structure.hosts)));
      if (name === 'host' || name === 'outside')
        found.push(yaml.atKey(at, said('lint.goal-no-container', { name })));
      if (typeof way !== 'string') continue;
      const owner = way.replace(/^container:/, host === undefined ? '' : `${host}/`);
      const others = names.filter(one => one !== text);
      if (!others.includes(owner)) found.push(yaml.at(at, unknownWord('lint.goal-no-owner', owner, others)));
    }
    return found;
  });
