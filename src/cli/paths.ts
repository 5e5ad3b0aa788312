import envPaths from 'env-paths';

/** The file that failures nobody can act on are written to. */
export function logFile(): string {
  return `${envPaths('netdojo', { suffix: '' }).log}/netdojo.log`;
}
