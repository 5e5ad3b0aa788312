import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// The compile cache is worth a tenth of the first frame. It is written at a clean exit only (Node 24), so `main` also
// flushes it once something is on the screen.
module.enableCompileCache(
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'netdojo', 'compile'),
);

// docker-modem 5 calls url.parse(), and Node 24 would say so on every learner's screen (DEP0169).
process.noDeprecation = true;

const { main } = await import('./main.ts');
await main(process.argv.slice(2));
